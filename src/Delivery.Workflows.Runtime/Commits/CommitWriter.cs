using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Alterations;
using Delivery.Workflows.Runtime.Children;
using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Mailbox;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Workflows.Runtime.Commits;

/// <summary>Writes accepted units into the transaction.</summary>
internal sealed class CommitWriter(ModuleTransaction<WorkflowsDbContext> transaction, CommitFacts facts, EventFanOut events, ParentMail parents)
{
    private readonly WorkflowsDbContext _db = transaction.Db;

    public async Task WriteAsync(CommitUnit unit, CancellationToken cancellationToken)
    {
        if (unit.Message is { } message)
        {
            transaction.MarkHandled(message);
        }

        if (unit.Kept is { } kept)
        {
            _db.Mailbox.Add(kept.AsNew());
        }

        if (unit.MailboxSequence is { } sequence)
        {
            await _db.Mailbox.Where(waiting => waiting.Sequence == sequence).ExecuteDeleteAsync(cancellationToken);
        }

        if (unit.Job is { } job)
        {
            await AlterationStore.EndAsync(transaction, job, AlterationJobStatus.Completed, message: null, cancellationToken);
        }

        if (unit.IntentId is { } ended)
        {
            await _db.Intents.Where(intent => intent.Id == ended).ExecuteDeleteAsync(cancellationToken);
        }

        if (unit.Request is { } request)
        {
            _db.HttpRequests.Add(request);
        }

        foreach (var burst in unit.Bursts)
        {
            await WriteAsync(burst, cancellationToken);
        }
    }

    private async Task WriteAsync(PreparedBurst prepared, CancellationToken cancellationToken)
    {
        var state = prepared.Burst.State;
        WriteInstance(prepared);
        WriteBookmarks(prepared);
        WriteHistory(prepared);
        _db.Intents.AddRange(prepared.Intents.Select(intent => ToRow(intent, prepared)));
        foreach (var message in prepared.Outgoing)
        {
            transaction.Add(message);
        }

        foreach (var reply in prepared.Replies)
        {
            (await _db.HttpRequests.FindAsync([reply.RequestId], cancellationToken))?.Answer(reply);
        }

        if (!prepared.IsNew && prepared.BaseCorrelationId != state.CorrelationId)
        {
            await _db.Bookmarks.Where(bookmark => bookmark.InstanceId == state.Id).ExecuteUpdateAsync(
                set => set.SetProperty(bookmark => bookmark.CorrelationId, state.CorrelationId), cancellationToken);
        }

        if (state.Status == WorkflowStatus.Finished)
        {
            await DeleteMailAsync(state, cancellationToken);
        }

        await events.AddAsync(transaction, prepared, cancellationToken);
        await parents.AddAsync(transaction, prepared, cancellationToken);
    }

    private void WriteInstance(PreparedBurst prepared)
    {
        var state = prepared.Burst.State;
        var instance = new StoredInstance
        {
            Id = state.Id,
            DefinitionId = state.DefinitionId,
            VersionId = state.DefinitionVersionId,
            Version = state.DefinitionVersion,
            BundleHash = state.BundleHash,
            CorrelationId = state.CorrelationId,
            ParentInstanceId = state.Parent?.InstanceId,
            Name = state.Name,
            Status = state.Status,
            SubStatus = state.SubStatus,
            Revision = prepared.BaseRevision + 1,
            State = prepared.State,
            StateFormat = state.Format,
            IncidentCount = state.Incidents.Count,
            CreatedAt = state.CreatedAt,
            UpdatedAt = state.UpdatedAt,
            FinishedAt = state.FinishedAt,
        };
        if (prepared.IsNew)
        {
            _db.Instances.Add(instance);
            return;
        }

        var entry = _db.Update(instance);
        entry.Property(stored => stored.Revision).OriginalValue = prepared.BaseRevision;
        entry.Property(stored => stored.CreatedAt).IsModified = false;
    }

    private void WriteBookmarks(PreparedBurst prepared)
    {
        var state = prepared.Burst.State;
        _db.Bookmarks.RemoveRange(prepared.Burst.RemovedBookmarks.Select(bookmark => ToRow(bookmark, state, prepared.Span)));
        _db.Bookmarks.AddRange(prepared.Burst.AddedBookmarks.Select(bookmark => ToRow(bookmark, state, prepared.Span)));
    }

    private static StoredBookmark ToRow(Bookmark bookmark, InstanceState state, System.Diagnostics.Activity? span) => new()
    {
        InstanceId = state.Id,
        Id = bookmark.Id,
        Name = bookmark.Name,
        Hash = bookmark.Hash,
        CorrelationId = state.CorrelationId,
        ActivityId = bookmark.ActivityId,
        ActivityNodeId = bookmark.ActivityNodeId,
        ActivityInstanceId = bookmark.ActivityInstanceId,
        Payload = bookmark.Payload?.ToJsonString(),
        CreatedAt = bookmark.CreatedAt,
        DueAt = bookmark.DueAt,
        WakeAt = bookmark.DueAt,
        TraceParent = span?.Id,
    };

    private StoredIntent ToRow(PreparedIntent intent, PreparedBurst prepared) => new()
    {
        Id = intent.Id,
        InstanceId = prepared.InstanceId,
        CorrelationId = prepared.Burst.State.CorrelationId,
        BookmarkId = intent.BookmarkId,
        Kind = intent.Kind,
        Payload = intent.Payload,
        CreatedAt = transaction.Now,
        DueAt = transaction.Now,
        TraceParent = prepared.Span?.Id,
    };

    private void WriteHistory(PreparedBurst prepared)
    {
        var (burst, state) = (prepared.Burst, prepared.Burst.State);
        _db.Journal.AddRange(burst.Journal.Select((entry, index) => new StoredJournalEntry
        {
            InstanceId = state.Id,
            Sequence = entry.Sequence,
            ActivityInstanceId = entry.ActivityInstanceId,
            ActivityId = entry.ActivityId,
            EventName = entry.EventName,
            Timestamp = entry.Timestamp,
            Content = prepared.Journal[index],
        }));
        for (var index = 0; index < burst.Records.Count; index++)
        {
            WriteRecord(burst.Records[index], prepared.Records[index], state.Id);
        }

        _db.Incidents.AddRange(burst.NewIncidents.Select(incident => new StoredIncident
        {
            InstanceId = state.Id,
            CorrelationId = state.CorrelationId,
            ActivityId = incident.ActivityId,
            ActivityType = incident.ActivityType,
            Message = incident.Message,
            Content = StoredJson.Write(incident),
            Timestamp = incident.Timestamp,
        }));
    }

    private void WriteRecord(ActivityRecord record, string content, string instanceId)
    {
        var row = new StoredActivityRecord
        {
            InstanceId = instanceId,
            Id = record.Id,
            ActivityId = record.ActivityId,
            ActivityNodeId = record.ActivityNodeId,
            Status = record.Status.ToString(),
            StartedAt = record.StartedAt,
            CompletedAt = record.CompletedAt,
            HasBookmarks = record.HasBookmarks,
            Content = content,
        };
        if (facts.Recorded.Contains(record.Id))
        {
            _db.Update(row);
        }
        else
        {
            _db.Add(row);
        }
    }

    /// <summary>
    /// Nobody will take the rest: what was for the instance, unless somebody may retry it, and what was for its correlation unless another
    /// instance shares it.
    /// </summary>
    private Task<int> DeleteMailAsync(InstanceState state, CancellationToken cancellationToken) =>
        _db.Mailbox
            .Where(mail => (mail.InstanceId == state.Id && state.SubStatus != WorkflowSubStatus.Faulted)
                || (mail.InstanceId == null && mail.TriggerId == null && mail.CorrelationId != null && mail.CorrelationId == state.CorrelationId
                    && !_db.Instances.Any(other => other.CorrelationId == state.CorrelationId
                        && other.Id != state.Id && other.Status == WorkflowStatus.Running)))
            .ExecuteDeleteAsync(cancellationToken);
}
