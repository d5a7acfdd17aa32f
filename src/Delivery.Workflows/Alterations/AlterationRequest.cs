namespace Delivery.Workflows;

/// <summary>Alterations that are made together or not at all.</summary>
public sealed record AlterationRequest
{
    /// <summary>In the order in which they are made.</summary>
    public required IReadOnlyList<Alteration> Alterations { get; init; }

    /// <summary>Who asks for them, for the journal.</summary>
    public required string By { get; init; }

    /// <summary>Why, for the journal.</summary>
    public string? Note { get; init; }

    /// <summary>What a <see cref="MigrateInstance"/> leads to.</summary>
    public WorkflowBundle? Target { get; init; }
}
