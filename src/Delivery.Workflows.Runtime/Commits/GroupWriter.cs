using Delivery.Messaging.Bus;
using Delivery.Messaging.Failpoints;
using Delivery.Messaging.Outbox;
using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Http.Endpoints;
using Delivery.Workflows.Runtime.Mailbox;
using Delivery.Workflows.Runtime.Persistence;
using Npgsql;

namespace Delivery.Workflows.Runtime.Commits;

/// <summary>Writes a group in one round trip: the locks, then the guards, then everything else.</summary>
internal sealed class GroupWriter
{
    private readonly PostgresBatch _batch;
    private readonly PreparedBurst[] _bursts;
    private readonly GroupFacts _facts;
    private readonly int _guards;

    public GroupWriter(PostgresTransaction transaction, IReadOnlyList<CommitUnit> units, GroupFacts facts)
    {
        _batch = new PostgresBatch(transaction.CreateBatch());
        _facts = facts;
        _bursts = [.. units.SelectMany(unit => unit.Bursts)];
        Lock(units);
        Claim(transaction, units);
        Guard(units);
        WriteInstances();
        _guards = _batch.Queries;
        WriteBookmarks();
        WriteIntentsAndReplies(transaction.Now);
        WriteHistory();
        Send(transaction);
        WriteMail(units);
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _batch.RunAsync(cancellationToken);
        }
        finally
        {
            _facts.IsComplete = _batch.Answered >= _guards;
        }
    }

    /// <summary>The first statement: those behind it see what was committed while it waited.</summary>
    private void Lock(IReadOnlyList<CommitUnit> units) => _batch.Query(
        GroupStatements.Lock,
        row => _facts.TransactionId = row.GetString(0),
        Column.Long(CorrelationLocks.ToNumbers(units.SelectMany(unit => unit.LockKeys))));

    private void Claim(PostgresTransaction transaction, IReadOnlyList<CommitUnit> units)
    {
        ReceivedMessage[] messages = [.. units.Select(unit => unit.Message).OfType<ReceivedMessage>()];
        if (Sabotage.IsOn(SabotageNames.InboxOff))
        {
            _facts.Claimed.UnionWith(messages.Select(message => message.MessageId));
        }
        else if (messages.Length > 0)
        {
            _batch.Query(transaction.ClaimMessages(messages), row => _facts.Claimed.Add(row.GetGuid(0)));
        }
    }

    private void Guard(IReadOnlyList<CommitUnit> units)
    {
        long[] consumed = [.. units.Select(unit => unit.MailboxSequence).OfType<long>().Order()];
        if (consumed.Length > 0)
        {
            _batch.Query(GroupStatements.ConsumeMail, row => _facts.Consumed.Add(row.GetInt64(0)), Column.Long(consumed));
        }

        string[] wanting = [.. units.Select(unit => unit.WantedBy).OfType<string>().Distinct()];
        if (wanting.Length > 0)
        {
            _batch.Query(GroupStatements.HoldIntents, row => _facts.Wanting.Add(row.GetString(0)), Column.Text(wanting));
        }

        string[] ended = [.. units.Select(unit => unit.IntentId).OfType<string>().Order(StringComparer.Ordinal)];
        if (ended.Length > 0)
        {
            _batch.Query(GroupStatements.EndIntents, row => _facts.Ended.Add(row.GetString(0)), Column.Text(ended));
        }

        StoredHttpRequest[] requests = [.. units.Select(unit => unit.Request).OfType<StoredHttpRequest>().OrderBy(request => request.Id, StringComparer.Ordinal)];
        if (requests.Length > 0)
        {
            _batch.Query(
                GroupStatements.TakeRequests,
                row => _facts.Taken.Add(row.GetString(0)),
                Column.Text(requests, request => request.Id),
                Column.Text(requests, request => request.InstanceId),
                Column.Instant(requests, request => request.ExpiresAt),
                Column.Text(requests, request => request.Fingerprint));
        }

        MailboxMessage[] kept = [.. units.Select(unit => unit.Kept).OfType<MailboxMessage>()];
        if (kept.Length > 0)
        {
            _batch.Query(
                GroupStatements.FindAwaiting,
                row => _facts.Awaiting.Add((row.GetString(0), row.GetString(1))),
                Column.Text(kept.SelectMany(mail => mail.Hashes), hash => hash.Hash),
                Column.Text(kept, mail => mail.CorrelationId));
        }

        var guards = new ActivationGuards(_bursts);
        if (!guards.IsEmpty)
        {
            _batch.Query(
                GroupStatements.FindRunning,
                row => _facts.Running.Add((row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1))),
                Column.Text(guards.Definitions),
                Column.Text(guards.Correlations),
                Column.Text(guards.UncorrelatedDefinitions));
        }
    }

    private void WriteInstances()
    {
        PreparedBurst[] old = [.. _bursts.Where(burst => !burst.IsNew).OrderBy(burst => burst.InstanceId, StringComparer.Ordinal)];
        if (old.Length > 0)
        {
            _batch.Query(GroupStatements.UpdateInstances, row => _facts.Written.Add(row.GetString(0)), ToColumns(old));
        }

        PreparedBurst[] added = [.. _bursts.Where(burst => burst.IsNew).OrderBy(burst => burst.InstanceId, StringComparer.Ordinal)];
        if (added.Length > 0)
        {
            _batch.Query(
                GroupStatements.InsertInstances,
                row => _facts.Written.Add(row.GetString(0)),
                [
                    .. ToColumns(added),
                    Column.Instant(added, burst => burst.Burst.State.CreatedAt),
                    Column.Text(added, burst => burst.Burst.State.Parent?.InstanceId),
                ]);
        }
    }

    private static NpgsqlParameter[] ToColumns(PreparedBurst[] bursts) =>
    [
        Column.Text(bursts, burst => burst.InstanceId),
        Column.Text(bursts, burst => burst.Burst.State.DefinitionId),
        Column.Text(bursts, burst => burst.Burst.State.DefinitionVersionId),
        Column.Integer(bursts, burst => burst.Burst.State.DefinitionVersion),
        Column.Text(bursts, burst => burst.Burst.State.BundleHash),
        Column.Text(bursts, burst => burst.Burst.State.CorrelationId),
        Column.Text(bursts, burst => burst.Burst.State.Name),
        Column.Text(bursts, burst => burst.Burst.State.Status.ToString()),
        Column.Text(bursts, burst => burst.Burst.State.SubStatus.ToString()),
        Column.Integer(bursts, burst => burst.BaseRevision),
        Column.Bytes(bursts, burst => burst.State),
        Column.Integer(bursts, burst => burst.Burst.State.Format),
        Column.Integer(bursts, burst => burst.Burst.State.Incidents.Count),
        Column.Instant(bursts, burst => burst.Burst.State.UpdatedAt),
        Column.OptionalInstant(bursts, burst => burst.Burst.State.FinishedAt),
    ];

    private void WriteBookmarks()
    {
        var removed = _bursts.SelectMany(burst => burst.Burst.RemovedBookmarks, (burst, bookmark) => (burst.InstanceId, bookmark.Id)).ToArray();
        if (removed.Length > 0)
        {
            _batch.Execute(GroupStatements.DeleteBookmarks, Column.Text(removed, row => row.InstanceId), Column.Text(removed, row => row.Id));
        }

        PreparedBurst[] moved = [.. _bursts.Where(burst => !burst.IsNew && burst.BaseCorrelationId != burst.Burst.State.CorrelationId)];
        if (moved.Length > 0)
        {
            _batch.Execute(
                GroupStatements.MoveBookmarks,
                Column.Text(moved, burst => burst.InstanceId),
                Column.Text(moved, burst => burst.Burst.State.CorrelationId));
        }

        var added = _bursts.SelectMany(burst => burst.Burst.AddedBookmarks, (burst, bookmark) => (Burst: burst, Bookmark: bookmark)).ToArray();
        if (added.Length > 0)
        {
            _batch.Execute(
                GroupStatements.InsertBookmarks,
                Column.Text(added, row => row.Burst.InstanceId),
                Column.Text(added, row => row.Bookmark.Id),
                Column.Text(added, row => row.Bookmark.Name),
                Column.Text(added, row => row.Bookmark.Hash),
                Column.Text(added, row => row.Burst.Burst.State.CorrelationId),
                Column.Text(added, row => row.Bookmark.ActivityId),
                Column.Text(added, row => row.Bookmark.ActivityNodeId),
                Column.Text(added, row => row.Bookmark.ActivityInstanceId),
                Column.Text(added, row => row.Bookmark.Payload?.ToJsonString()),
                Column.Instant(added, row => row.Bookmark.CreatedAt),
                Column.OptionalInstant(added, row => row.Bookmark.DueAt),
                Column.Text(added, row => row.Burst.Span?.Id));
        }
    }

    private void WriteIntentsAndReplies(DateTimeOffset now)
    {
        HttpReply[] replies = [.. _bursts.SelectMany(burst => burst.Replies).DistinctBy(reply => reply.RequestId)];
        if (replies.Length > 0)
        {
            _batch.Execute(
                GroupStatements.AnswerRequests,
                Column.Text(replies, reply => reply.RequestId),
                Column.Integer(replies, reply => reply.StatusCode),
                Column.Text(replies, reply => reply.ContentType),
                Column.Text(replies, reply => reply.Headers?.ToJsonString()),
                Column.Text(replies, reply => reply.Body));
        }

        var intents = _bursts.SelectMany(burst => burst.Intents, (burst, intent) => (Burst: burst, Intent: intent)).ToArray();
        if (intents.Length > 0)
        {
            _batch.Execute(
                GroupStatements.InsertIntents,
                Column.Text(intents, row => row.Intent.Id),
                Column.Text(intents, row => row.Burst.InstanceId),
                Column.Text(intents, row => row.Burst.Burst.State.CorrelationId),
                Column.Text(intents, row => row.Intent.BookmarkId),
                Column.Text(intents, row => row.Intent.Kind),
                Column.Text(intents, row => row.Intent.Payload),
                Column.Text(intents, row => row.Burst.Span?.Id),
                Column.Value(now.ToUniversalTime()));
        }
    }

    private void WriteHistory()
    {
        var journal = _bursts.SelectMany(
            burst => burst.Burst.Journal.Zip(burst.Journal), (burst, entry) => (burst.InstanceId, Entry: entry.First, Content: entry.Second)).ToArray();
        if (journal.Length > 0)
        {
            _batch.Execute(
                GroupStatements.InsertJournal,
                Column.Text(journal, row => row.InstanceId),
                Column.Long(journal, row => row.Entry.Sequence),
                Column.Text(journal, row => row.Entry.ActivityInstanceId),
                Column.Text(journal, row => row.Entry.ActivityId),
                Column.Text(journal, row => row.Entry.EventName),
                Column.Instant(journal, row => row.Entry.Timestamp),
                Column.Text(journal, row => row.Content));
        }

        var records = _bursts.SelectMany(
            burst => burst.Burst.Records.Zip(burst.Records), (burst, record) => (burst.InstanceId, Record: record.First, Content: record.Second)).ToArray();
        if (records.Length > 0)
        {
            _batch.Execute(
                GroupStatements.WriteRecords,
                Column.Text(records, row => row.InstanceId),
                Column.Text(records, row => row.Record.Id),
                Column.Text(records, row => row.Record.ActivityId),
                Column.Text(records, row => row.Record.ActivityNodeId),
                Column.Text(records, row => row.Record.Status.ToString()),
                Column.Instant(records, row => row.Record.StartedAt),
                Column.OptionalInstant(records, row => row.Record.CompletedAt),
                Column.Flag(records, row => row.Record.HasBookmarks),
                Column.Text(records, row => row.Content));
        }

        var incidents = _bursts.SelectMany(burst => burst.Burst.NewIncidents, (burst, incident) => (burst.Burst.State, Incident: incident)).ToArray();
        if (incidents.Length > 0)
        {
            _batch.Execute(
                GroupStatements.InsertIncidents,
                Column.Text(incidents, row => row.State.Id),
                Column.Text(incidents, row => row.State.CorrelationId),
                Column.Text(incidents, row => row.Incident.ActivityId),
                Column.Text(incidents, row => row.Incident.ActivityType),
                Column.Text(incidents, row => row.Incident.Message),
                Column.Text(incidents, row => StoredJson.Write(row.Incident)),
                Column.Instant(incidents, row => row.Incident.Timestamp));
        }
    }

    private void Send(PostgresTransaction transaction)
    {
        OutgoingMessage[] messages = [.. _bursts.SelectMany(burst => burst.Outgoing)];
        if (messages.Length > 0)
        {
            _batch.Execute(transaction.SendMessages(messages));
        }
    }

    private void WriteMail(IReadOnlyList<CommitUnit> units)
    {
        foreach (var mail in units.Select(unit => unit.Kept).OfType<MailboxMessage>())
        {
            Keep(mail);
        }

        PreparedBurst[] ended = [.. _bursts.Where(burst => burst.Burst.State.Status == WorkflowStatus.Finished)];
        if (ended.Length > 0)
        {
            _batch.Execute(
                GroupStatements.DeleteMailOfInstances,
                Column.Text(ended.Where(burst => burst.Burst.State.SubStatus != WorkflowSubStatus.Faulted), burst => burst.InstanceId));
            _batch.Execute(
                GroupStatements.DeleteMailOfCorrelations,
                Column.Text(ended, burst => burst.InstanceId),
                Column.Text(ended, burst => burst.Burst.State.CorrelationId));
        }

        var waiting = _bursts.SelectMany(burst => burst.Burst.State.Bookmarks, (burst, bookmark) => (burst.Burst.State, bookmark.Hash)).ToArray();
        if (waiting.Length > 0)
        {
            // The last statement. The locks keep more mail from coming until the commit.
            _batch.Query(
                GroupStatements.FindMail,
                row => _facts.WithMail.Add(row.GetString(0)),
                Column.Text(waiting, row => row.State.Id),
                Column.Text(waiting, row => row.State.CorrelationId),
                Column.Text(waiting, row => row.Hash));
        }
    }

    private void Keep(MailboxMessage mail) => _batch.Execute(
        GroupStatements.KeepMail,
        Column.OptionalText(mail.MessageKey),
        Column.OptionalText(mail.Name),
        Column.OptionalText(mail.CorrelationId),
        Column.OptionalText(mail.InstanceId),
        Column.OptionalText(mail.TriggerId),
        Column.OptionalText(mail.Input),
        Column.Value(mail.ReceivedAt.ToUniversalTime()),
        Column.Value(mail.ExpiresAt.ToUniversalTime()),
        Column.OptionalText(mail.TraceParent),
        Column.Text(mail.Hashes, hash => hash.Hash),
        Column.Integer(mail.Hashes, hash => hash.Position),
        Column.Flag(mail.Hashes, hash => hash.StartsInstances));
}
