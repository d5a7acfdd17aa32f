namespace Delivery.Workflows.Runtime.Commits;

/// <summary>What became of one unit of a commit.</summary>
internal sealed record CommitResult(CommitOutcome Outcome)
{
    public static CommitResult Lost { get; } = new(CommitOutcome.Lost);

    public static CommitResult Duplicate { get; } = new(CommitOutcome.Duplicate);

    /// <summary>Of its instances, those for which something lies in the mailbox that they wait for now.</summary>
    public IReadOnlyList<string> WithMail { get; init; } = [];

    /// <summary>Why it failed.</summary>
    public Exception? Error { get; init; }
}
