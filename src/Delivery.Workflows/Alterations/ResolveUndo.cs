namespace Delivery.Workflows;

/// <summary>Takes an undo that was given up for done, since somebody has seen to it: its scope goes on. <see cref="RetryFaults"/> is the other way.</summary>
/// <param name="ActivityInstanceId">The undo: the execution that its incident names.</param>
public sealed record ResolveUndo(string ActivityInstanceId) : Alteration
{
    /// <inheritdoc />
    public override string Type => "ResolveUndo";
}
