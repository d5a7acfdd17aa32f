namespace Delivery.Workflows.State;

/// <summary>A token of a flowchart: the completion of <paramref name="From"/> that asks <paramref name="To"/> to run.</summary>
internal sealed record FlowToken(string From, string To, string? Outcome)
{
    /// <summary>The target has run because of it.</summary>
    public bool Consumed { get; init; }

    /// <summary>Not an arrival, but the promise to ignore the next arrival on this connection.</summary>
    public bool Blocked { get; init; }

    /// <summary>Still asks for something.</summary>
    public bool IsOpen => !Consumed && !Blocked;
}
