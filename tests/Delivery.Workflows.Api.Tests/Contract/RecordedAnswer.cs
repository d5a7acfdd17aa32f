namespace Delivery.Workflows.Api.Tests.Contract;

/// <summary>What a real Elsa 3 server answered to a call: its shape, not its values.</summary>
internal sealed record RecordedAnswer
{
    public required string Name { get; init; }

    public required string Method { get; init; }

    public required int Status { get; init; }

    public string? ContentType { get; init; }

    /// <summary>Types by path; several are divided by a bar.</summary>
    public required IReadOnlyDictionary<string, string> Shape { get; init; }
}
