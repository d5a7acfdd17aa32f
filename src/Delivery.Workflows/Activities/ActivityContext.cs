using System.Text.Json.Nodes;

namespace Delivery.Workflows;

/// <summary>One execution of one activity, as the activity's code sees it.</summary>
public sealed class ActivityContext
{
    internal ActivityContext()
    {
    }

    /// <summary>The workflow instance.</summary>
    public string InstanceId => throw new NotImplementedException();

    /// <summary>This execution, unique over all instances.</summary>
    public string ActivityInstanceId => throw new NotImplementedException();

    /// <summary>The activity's id in its document.</summary>
    public string ActivityId => throw new NotImplementedException();

    /// <summary>The path of ids from the workflow node down.</summary>
    public string ActivityNodeId => throw new NotImplementedException();

    /// <summary>The name the designer gave it.</summary>
    public string? ActivityName => throw new NotImplementedException();

    /// <summary>The instance's correlation id.</summary>
    public string? CorrelationId => throw new NotImplementedException();

    /// <summary>The burst's time.</summary>
    public DateTimeOffset Now => throw new NotImplementedException();

    /// <summary>Whether the instance was started by this activity's stimulus and the activity has not run before.</summary>
    public bool IsTrigger => throw new NotImplementedException();

    /// <summary>What the stimulus that started the instance brought; meaningful when <see cref="IsTrigger"/>.</summary>
    public JsonNode? TriggerInput => throw new NotImplementedException();

    /// <summary>In <see cref="Activity.Resume"/>: the bookmark that was met (already removed unless it does not burn).</summary>
    public Bookmark? ResumedBookmark => throw new NotImplementedException();

    /// <summary>What this execution remembers until it ends; saved with the instance.</summary>
    public JsonObject Properties => throw new NotImplementedException();

    /// <summary>The evaluated input, converted; the type's default when it is not set. Names compare without case.</summary>
    public T? Input<T>(string name) => throw new NotImplementedException();

    /// <summary>The evaluated input as JSON (a copy of your own), null when it is not set.</summary>
    public JsonNode? Input(string name) => throw new NotImplementedException();

    /// <summary>Whether the designer set the input.</summary>
    public bool HasInput(string name) => throw new NotImplementedException();

    /// <summary>Sets an output: into the variable or workflow output it is bound to, the record and the output register.</summary>
    public void SetOutput(string name, object? value) => throw new NotImplementedException();

    /// <summary>Waits for a stimulus or a time. All bookmarks of an execution vanish when it ends.</summary>
    public Bookmark CreateBookmark(BookmarkRequest request) => throw new NotImplementedException();

    /// <summary>Adds something to be done when the burst is committed.</summary>
    public void AddEffect(Effect effect) => throw new NotImplementedException();

    /// <summary>Adds a fact to the execution's record (its payload).</summary>
    public void AddJournalData(string name, object? value) => throw new NotImplementedException();

    /// <summary>Ends this execution; without outcomes it is the default one, <c>Done</c>. What still runs inside is cancelled.</summary>
    public void Complete(params string[] outcomes) => throw new NotImplementedException();
}
