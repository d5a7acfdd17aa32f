using System.Text.Json.Nodes;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Execution;

/// <summary>What the burst tells: bookmarks, journal, records, incidents.</summary>
internal sealed partial class InstanceRun
{
    private readonly List<JournalEntry> _journal = [];
    private readonly Dictionary<int, ActivityExecution> _touched = [];
    private readonly List<Incident> _newIncidents = [];
    private readonly List<Bookmark> _bookmarks = [];
    private readonly HashSet<int> _stored = [];
    private readonly List<Bookmark> _removedBookmarks = [];
    private readonly List<Bookmark> _dormantBookmarks = [];
    private List<Incident> _incidents = [];
    private int _lastBookmark;
    private long _logSequence;

    public Bookmark AddBookmark(ActivityExecution execution, BookmarkRequest request)
    {
        var payload = (JsonObject?)request.Payload?.DeepClone();
        var number = ++_lastBookmark;
        var bookmark = new Bookmark
        {
            Id = InstanceIds.Bookmark(InstanceId, number),
            Number = number,
            Owner = execution.Number,
            Name = request.Name,
            Hash = request.ComputeHash(),
            Payload = payload,
            ActivityId = execution.Node.Id,
            ActivityNodeId = execution.Node.NodeId,
            ActivityInstanceId = execution.Id,
            CreatedAt = Now,
            DueAt = request.DueAt?.ToUniversalTime(),
            AutoBurn = request.AutoBurn,
        };
        _bookmarks.Add(bookmark);
        execution.BookmarkCount++;
        return bookmark;
    }

    private void RemoveBookmark(ActivityExecution execution, Bookmark bookmark)
    {
        _bookmarks.Remove(bookmark);
        execution.BookmarkCount--;
        if (_stored.Contains(bookmark.Number))
        {
            _removedBookmarks.Add(bookmark);
        }
    }

    private void RemoveBookmarks(ActivityExecution execution)
    {
        for (var i = _bookmarks.Count - 1; i >= 0 && execution.BookmarkCount > 0; i--)
        {
            if (_bookmarks[i].Owner == execution.Number)
            {
                RemoveBookmark(execution, _bookmarks[i]);
            }
        }
    }

    private void Touch(ActivityExecution execution)
    {
        if (!execution.IsFrame)
        {
            _touched.TryAdd(execution.Number, execution);
        }
    }

    private void Log(ActivityExecution execution, string eventName, string? message = null, JsonObject? payload = null)
    {
        var sequence = _logSequence++;
        _journal.Add(new JournalEntry
        {
            Id = InstanceIds.Journal(InstanceId, sequence),
            Sequence = sequence,
            Timestamp = Now,
            EventName = eventName,
            ActivityInstanceId = execution.Id,
            ParentActivityInstanceId = execution.RecordedParent?.Id,
            ActivityId = execution.Node.Id,
            ActivityNodeId = execution.Node.NodeId,
            ActivityType = execution.Node.Type,
            ActivityTypeVersion = execution.Node.Version,
            ActivityName = execution.Node.Name,
            Message = message,
            Payload = payload,
        });
    }

    private void AddIncident(ActivityExecution execution, string message)
    {
        var incident = new Incident
        {
            ActivityId = execution.Node.Id,
            ActivityNodeId = execution.Node.NodeId,
            ActivityType = execution.Node.Type,
            ActivityInstanceId = execution.Id,
            Message = message,
            Exception = execution.Exception,
            Timestamp = Now,
        };
        _incidents.Add(incident);
        _newIncidents.Add(incident);
    }

    private ActivityRecord Record(ActivityExecution execution) => Record(execution, new RecordFilter(execution));

    private ActivityRecord Record(ActivityExecution execution, RecordFilter filter) => new()
    {
        Id = execution.Id,
        ParentId = execution.RecordedParent?.Id,
        ActivityId = execution.Node.Id,
        ActivityNodeId = execution.Node.NodeId,
        ActivityType = execution.Node.Type,
        ActivityTypeVersion = execution.Node.Version,
        ActivityName = execution.Node.Name,
        ActivityState = Visible(execution, filter),
        Payload = ToObject(execution.JournalData),
        Outputs = ToObject(execution.Outputs, filter.Output),
        Properties = execution.Properties is { Count: > 0 } properties && filter.InternalState ? (JsonObject)properties.DeepClone() : null,
        Exception = execution.Exception,
        StartedAt = execution.StartedAt,
        CompletedAt = execution.CompletedAt,
        HasBookmarks = execution.BookmarkCount > 0,
        Status = execution.Status,
        AggregateFaultCount = execution.FaultCount,
        SchedulingActivityExecutionId = execution.Scheduler is { } number ? InstanceIds.Activity(InstanceId, number) : null,
        SchedulingActivityId = execution.SchedulerActivityId,
        CallStackDepth = execution.Depth,
    };

    private static JsonObject? Visible(ActivityExecution execution, RecordFilter filter)
    {
        if (execution.Inputs is not { Count: > 0 } inputs)
        {
            return null;
        }

        var state = new JsonObject();
        foreach (var (name, value) in inputs)
        {
            if (execution.Node.FindInput(name) is not { Descriptor.IsSensitive: true } && filter.Input(name))
            {
                state[name] = JsonValues.Own(value);
            }
        }

        return state;
    }

    private static JsonObject? ToObject(Dictionary<string, JsonNode?>? values, Func<string, bool>? filter = null)
    {
        if (values is not { Count: > 0 })
        {
            return null;
        }

        var json = new JsonObject();
        foreach (var (name, value) in values)
        {
            if (filter is null || filter(name))
            {
                json[name] = JsonValues.Own(value);
            }
        }

        return json;
    }
}
