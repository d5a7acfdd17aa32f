using System.Text.Json.Nodes;
using Delivery.Workflows.Execution;
using Delivery.Workflows.Expressions;
using Delivery.Workflows.Graph;
using Delivery.Workflows.Values;

namespace Delivery.Workflows;

/// <summary>One execution of one activity, as the activity's code sees it.</summary>
public sealed class ActivityContext
{
    internal ActivityContext(ActivityExecution execution) => Execution = execution;

    /// <summary>The workflow instance.</summary>
    public string InstanceId => Execution.Run.InstanceId;

    /// <summary>This execution, unique over all instances.</summary>
    public string ActivityInstanceId => Execution.Id;

    /// <summary>The activity's id in its document.</summary>
    public string ActivityId => Execution.Node.Id;

    /// <summary>The path of ids from the workflow node down.</summary>
    public string ActivityNodeId => Execution.Node.NodeId;

    /// <summary>The name the designer gave it.</summary>
    public string? ActivityName => Execution.Node.Name;

    /// <summary>The instance's correlation id.</summary>
    public string? CorrelationId => Execution.Run.CorrelationId;

    /// <summary>The burst's time.</summary>
    public DateTimeOffset Now => Execution.Run.Now;

    /// <summary>Whether the instance was started by this activity's stimulus and the activity has not run before.</summary>
    public bool IsTrigger { get; private set; }

    /// <summary>What the stimulus that started the instance brought; null unless <see cref="IsTrigger"/>.</summary>
    public JsonNode? TriggerInput => IsTrigger ? Execution.Run.TriggerInput?.DeepClone() : null;

    /// <summary>In <see cref="Activity.Resume"/>: the bookmark that was met (already removed unless it does not burn).</summary>
    public Bookmark? ResumedBookmark { get; private set; }

    /// <summary>What this execution remembers until it ends; saved with the instance.</summary>
    public JsonObject Properties => Execution.Properties ??= [];

    internal ActivityExecution Execution { get; }

    internal Node Node => Execution.Node;

    internal InstanceRun Run => Execution.Run;

    /// <summary>The evaluated input, converted; the type's default when it is not set. Names compare without case.</summary>
    public T? Input<T>(string name) => JsonValues.To<T>(Peek(name));

    /// <summary>The evaluated input as JSON (a copy of your own), null when it is not set.</summary>
    public JsonNode? Input(string name) => Peek(name)?.DeepClone();

    /// <summary>Whether the designer set the input.</summary>
    public bool HasInput(string name) => Execution.Node.FindInput(name)?.IsSet == true;

    /// <summary>
    /// Sets an output: into the variable or workflow output it is bound to, the record and, if a script can ask for it, the output register.
    /// </summary>
    public void SetOutput(string name, object? value) => SetOutputNode(name, JsonValues.Own(value));

    /// <summary>Waits for a stimulus or a time. All bookmarks of an execution vanish when it ends.</summary>
    public Bookmark CreateBookmark(BookmarkRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Execution.IsActive
            ? Run.AddBookmark(Execution, request)
            : throw new InvalidOperationException($"The activity '{ActivityId}' has ended and cannot wait.");
    }

    /// <summary>Adds something to be done when the burst is committed.</summary>
    public void AddEffect(Effect effect)
    {
        ArgumentNullException.ThrowIfNull(effect);
        Run.AddEffect(effect);
    }

    /// <summary>Adds a fact to the execution's record (its payload).</summary>
    public void AddJournalData(string name, object? value)
    {
        Execution.JournalData ??= [];
        Execution.JournalData[name] = JsonValues.Own(value);
    }

    /// <summary>Ends this execution; without outcomes it is the default one, <c>Done</c>. What still runs inside is cancelled.</summary>
    public void Complete(params string[] outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        Run.Complete(Execution, outcomes.Length == 0 ? null : outcomes);
    }

    internal void Enter(Bookmark? bookmark, bool isTrigger)
    {
        ResumedBookmark = bookmark;
        IsTrigger = isTrigger;
    }

    /// <summary>Whether nothing that it scheduled is still to run or running; what has faulted counts as running.</summary>
    internal bool IsIdle => Execution.Children.Count == 0 && Execution.Queued == 0;

    internal void Schedule(Node child, string? tag = null, Dictionary<string, JsonNode?>? variables = null) =>
        Run.Schedule(Execution, child, tag, variables: variables);

    /// <summary>Completes it unless it waits for children.</summary>
    internal void CompleteIfIdle()
    {
        if (IsIdle)
        {
            Complete();
        }
    }

    /// <summary>The evaluated input itself: read it, never change it.</summary>
    internal JsonNode? Peek(string name)
    {
        if (Execution.Node.FindInput(name) is not { } input)
        {
            return null;
        }

        // A parent that is called back in a later burst asks for values that were evaluated in an earlier one: they are evaluated anew, once.
        if (!Execution.InputsAreFresh)
        {
            VariableScope.EvaluateInputs(Execution);
        }

        return Execution.Inputs is { } inputs && inputs.TryGetValue(input.Name, out var value)
            ? value
            : VariableScope.Evaluate(Execution, input);
    }

    internal void SetOutputNode(string name, JsonNode? value)
    {
        Execution.Outputs ??= [];
        Execution.Outputs[name] = value;
        if (name == "Result")
        {
            Run.LastResult = value;
        }

        if (Execution.Parent is { } parent && Run.Graph.Readers.Reads(Node, name))
        {
            parent.ChildOutputs ??= [];
            parent.ChildOutputs[EvaluationScope.OutputKey(Node.Id, name)] = value;
        }

        var binding = Node.Outputs.FirstOrDefault(output => string.Equals(output.Name, name, StringComparison.OrdinalIgnoreCase));
        if (binding?.Target is { } target)
        {
            WorkflowOutputs.Bind(Execution, target, binding.Converter is null ? value : binding.Converter.Convert(value));
        }
    }
}
