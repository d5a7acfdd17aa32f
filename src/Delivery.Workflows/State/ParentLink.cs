namespace Delivery.Workflows;

/// <summary>The instance that started another one, and what of it waits for that one's end.</summary>
public sealed record ParentLink
{
    /// <summary>The instance that started it.</summary>
    public required string InstanceId { get; init; }

    /// <summary>How many instances are above it: 1 for the child of an instance that nobody started from a workflow.</summary>
    public required int Depth { get; init; }

    /// <summary>Whether an undo of the parent's started it: then it does not end with the parent's cancellation.</summary>
    public bool Undoes { get; init; }

    /// <summary>The name of the stimulus that tells the parent of the end; null when nobody waits for it, or it has been told.</summary>
    public string? Stimulus { get; init; }

    /// <summary>What the stimulus meets in the parent.</summary>
    public string? StimulusHash { get; init; }
}
