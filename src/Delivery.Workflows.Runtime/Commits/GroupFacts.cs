namespace Delivery.Workflows.Runtime.Commits;

/// <summary>What the guarding statements of a group have found.</summary>
internal sealed class GroupFacts
{
    /// <summary>The messages that this transaction is the first to handle.</summary>
    public HashSet<Guid> Claimed { get; } = [];

    /// <summary>The waiting messages that were still there.</summary>
    public HashSet<long> Consumed { get; } = [];

    /// <summary>The ended intents that were still there.</summary>
    public HashSet<string> Ended { get; } = [];

    /// <summary>The intents that still want what is to be committed.</summary>
    public HashSet<string> Wanting { get; } = [];

    /// <summary>The HTTP requests that this transaction is the first to take.</summary>
    public HashSet<string> Taken { get; } = [];

    /// <summary>Bookmarks that wait for messages that were to be kept.</summary>
    public HashSet<(string? CorrelationId, string Hash)> Awaiting { get; } = [];

    public List<(string DefinitionId, string? CorrelationId)> Running { get; } = [];

    /// <summary>The instances that were found at the revision from which they were computed, or not at all when they are new.</summary>
    public HashSet<string> Written { get; } = [];

    /// <summary>The instances that wait now for what has come before.</summary>
    public HashSet<string> WithMail { get; } = [];

    /// <summary>By which the server knows this transaction, also when it cannot say any more what became of it.</summary>
    public string? TransactionId { get; set; }

    /// <summary>True when everything but what follows the guards is known.</summary>
    public bool IsComplete { get; set; }

    /// <summary>Null when the unit may be committed.</summary>
    public CommitResult? Judge(CommitUnit unit)
    {
        if ((unit.Message is { } message && !Claimed.Contains(message.MessageId)) || (unit.MailboxSequence is { } mail && !Consumed.Contains(mail))
            || (unit.IntentId is { } intent && !Ended.Contains(intent))
            || (unit.WantedBy is { } wanting && !Wanting.Contains(wanting))
            || (unit.Request is { } request && !Taken.Contains(request.Id)))
        {
            return CommitResult.Duplicate;
        }

        return unit.Bursts.All(IsCurrent) && !IsAwaited(unit) ? null : CommitResult.Lost;
    }

    private bool IsCurrent(PreparedBurst burst) =>
        Written.Contains(burst.InstanceId) && (!burst.IsNew || new RunningInstances(Running).Allows(burst));

    private bool IsAwaited(CommitUnit unit) =>
        unit.Kept is { } kept && kept.Hashes.Any(hash => !hash.StartsInstances && Awaiting.Contains((kept.CorrelationId, hash.Hash)));
}
