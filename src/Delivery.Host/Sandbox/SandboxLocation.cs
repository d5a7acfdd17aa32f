namespace Delivery.Host.Sandbox;

/// <summary>Finds the sandbox's binary: beside the host's when published, in its own output folder in a working copy.</summary>
internal static class SandboxLocation
{
    private const string Name = "Delivery.PaymentSandbox";

    public static string? Find()
    {
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string[] candidates =
        [
            Path.Combine(AppContext.BaseDirectory, "sandbox", Name + ".dll"),
            Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", Name, configuration, Name + ".dll")),
        ];
        return candidates.FirstOrDefault(File.Exists);
    }
}
