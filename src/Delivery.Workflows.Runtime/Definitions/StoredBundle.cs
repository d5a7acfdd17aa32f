namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>A definition version together with all the versions it uses, by its hash. Never changed and never deleted while an instance names it (R13).</summary>
internal sealed class StoredBundle
{
    public required string Hash { get; init; }

    /// <summary>JSON.</summary>
    public required string Content { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
