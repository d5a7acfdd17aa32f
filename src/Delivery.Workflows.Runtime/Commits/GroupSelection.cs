namespace Delivery.Workflows.Runtime.Commits;

/// <summary>
/// Which units of a group can share a transaction. Two that touch the same correlation, message, mail, intent or request cannot: the later was computed without
/// knowing of the earlier.
/// </summary>
internal sealed class GroupSelection
{
    private readonly HashSet<string> _keys = [];
    private readonly HashSet<Guid> _messages = [];
    private readonly HashSet<long> _mail = [];
    private readonly HashSet<string> _intents = [];
    private readonly HashSet<string> _requests = [];

    public GroupSelection(IEnumerable<GroupEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (Conflict(entry.Unit) is { } conflict)
            {
                Held.Add((entry, conflict));
                continue;
            }

            Writers.Add(entry);
            Add(entry.Unit);
        }
    }

    public List<GroupEntry> Writers { get; } = [];

    /// <summary>The others, and what they are once the writers are committed.</summary>
    public List<(GroupEntry Entry, CommitResult Result)> Held { get; } = [];

    private CommitResult? Conflict(CommitUnit unit)
    {
        if ((unit.Message is { } message && _messages.Contains(message.MessageId)) || (unit.MailboxSequence is { } mail && _mail.Contains(mail))
            || (unit.IntentId is { } intent && _intents.Contains(intent))
            || (unit.WantedBy is { } wanting && _intents.Contains(wanting))
            || (unit.Request is { } request && _requests.Contains(request.Id)))
        {
            return CommitResult.Duplicate;
        }

        return unit.LockKeys.Any(_keys.Contains) ? CommitResult.Lost : null;
    }

    private void Add(CommitUnit unit)
    {
        _keys.UnionWith(unit.LockKeys);
        if (unit.Message is { } message)
        {
            _messages.Add(message.MessageId);
        }

        if (unit.MailboxSequence is { } mail)
        {
            _mail.Add(mail);
        }

        if (unit.IntentId is { } intent)
        {
            _intents.Add(intent);
        }

        if (unit.Request is { } request)
        {
            _requests.Add(request.Id);
        }
    }
}
