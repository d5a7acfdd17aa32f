namespace Delivery.Workflows.Runtime.Alterations;

/// <summary>What somebody wants done to instances.</summary>
public sealed record AlterationOrder
{
    /// <summary>Made together or not at all, in this order; a migration comes first, a cancellation last.</summary>
    public required IReadOnlyList<Alteration> Alterations { get; init; }

    /// <summary>Who wants it, for the journal.</summary>
    public required string By { get; init; }

    /// <summary>Why, for the journal.</summary>
    public string? Note { get; init; }

    /// <summary>Only if the instance is still at this revision; null at any. Not for plans.</summary>
    public int? Revision { get; init; }
}
