namespace Delivery.PaymentSandbox;

/// <summary>What the command line may set beside <c>--urls</c>.</summary>
internal sealed class SandboxOptions
{
    /// <summary><c>--data</c>: the folder of the database. Default <c>.data</c>.</summary>
    public required string DataDirectory { get; init; }

    /// <summary><c>--hang-seconds</c>: how long a hanging call holds its caller, who usually gives up first. Default 30.</summary>
    public required TimeSpan Hang { get; init; }

    public static SandboxOptions From(IConfiguration configuration) => new()
    {
        DataDirectory = configuration["data"] ?? ".data",
        Hang = TimeSpan.FromSeconds(configuration.GetValue("hang-seconds", 30.0)),
    };
}
