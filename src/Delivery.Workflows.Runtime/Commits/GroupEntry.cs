namespace Delivery.Workflows.Runtime.Commits;

/// <summary>A unit on its way through a group.</summary>
internal sealed class GroupEntry(CommitUnit unit)
{
    public CommitUnit Unit { get; } = unit;

    /// <summary>Null while it is undecided.</summary>
    public CommitResult? Result { get; set; }

    public void Fail(Exception exception) => Result = new CommitResult(CommitOutcome.Failed) { Error = exception };
}
