using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Delivery.Workflows.Execution;

namespace Delivery.Workflows.Activities;

/// <summary>What the activities that start other instances have in common.</summary>
internal static class Children
{
    public const string WorkflowDefinitionId = "WorkflowDefinitionId";
    public const string CorrelationId = "CorrelationId";
    public const string Input = "Input";
    public const string WaitForCompletion = "WaitForCompletion";
    public const string ChildInstanceId = "ChildInstanceId";
    public const string ParentInstanceId = "ParentInstanceId";

    private const string Started = "Started";

    public static InputDescriptor Workflow { get; } =
        Describe.Input(WorkflowDefinitionId, "String", "The workflow whose published version is started.", "workflow-definition-picker")
            with { DisplayName = "Workflow Definition" };

    public static InputDescriptor Correlation { get; } =
        Describe.Input(CorrelationId, "String", "What the new instance belongs to.") with { DisplayName = "Correlation ID" };

    public static InputDescriptor Arguments { get; } = Describe.Input(Input, "ObjectDictionary", "What the new instance is given, by input.", "dropdown");

    public static InputDescriptor Wait(bool value) =>
        Describe.Input(WaitForCompletion, "Boolean", "Whether to wait until it has ended.", "checkbox", value) with { DisplayName = "Wait for Completion" };

    public static InputDescriptor Trace { get; } =
        Describe.Input("StartNewTrace", "Boolean", "Has no effect here: the new instance continues the trace.", "checkbox") with { Category = "Open Telemetry" };

    public static InputDescriptor Channel { get; } =
        Describe.Input("ChannelName", "String", "Has no effect here: there is one channel.", "dropdown") with { DisplayName = "Channel" };

    /// <summary>
    /// New ids for instances that this execution starts: other ones when it is run again after a fault, the same ones when the burst is.
    /// </summary>
    public static IReadOnlyList<string> CreateIds(ActivityContext context, int count)
    {
        var started = context.Properties.TryGetPropertyValue(Started, out var before) ? before!.GetValue<int>() : 0;
        context.Properties[Started] = started + count;
        return [.. Enumerable.Range(started, count).Select(number => CreateId(context.Execution, number))];
    }

    /// <summary>What the execution has had started so far; nothing when it is of another kind.</summary>
    public static IReadOnlyList<string> IdsOf(ActivityExecution execution) =>
        execution.Node.Activity is ExecuteWorkflowActivity or DispatchWorkflowActivity or BulkDispatchWorkflowsActivity
        && execution.Properties?[Started] is { } started
            ? [.. Enumerable.Range(0, started.GetValue<int>()).Select(number => CreateId(execution, number))]
            : [];

    /// <summary>Has the instances started; the bookmark hears of it.</summary>
    /// <param name="context">The activity that starts them.</param>
    /// <param name="bookmark">What waits for them.</param>
    /// <param name="waits">Whether it waits until they have ended, or only until they have been started.</param>
    /// <param name="instances">Each with <c>id</c>, <c>correlationId</c> and <c>input</c>.</param>
    public static void Start(ActivityContext context, Bookmark bookmark, bool waits, IEnumerable<JsonObject> instances)
    {
        var link = new JsonObject { ["depth"] = DepthOf(context) };
        if (InstanceRun.FindUndo(context.Execution) is not null)
        {
            link["undoes"] = true;
        }

        if (waits)
        {
            link["stimulus"] = bookmark.Name;
            link["stimulusHash"] = bookmark.Hash;
        }

        var payload = new JsonObject
        {
            ["definitionId"] = DefinitionOf(context),
            ["parent"] = link,
            ["instances"] = new JsonArray([.. instances]),
        };
        context.AddEffect(new Intent(IntentKinds.StartWorkflows, payload) { BookmarkId = bookmark.Id });
        context.Run.Properties[InstanceState.ChildrenProperty] = true;
    }

    public static JsonObject Instance(ActivityContext context, string id, string? correlationId, JsonObject? input)
    {
        input = input?.DeepClone().AsObject() ?? [];
        input[ParentInstanceId] = context.InstanceId;
        return new JsonObject { ["id"] = id, ["correlationId"] = string.IsNullOrEmpty(correlationId) ? null : correlationId, ["input"] = input };
    }

    public static string DefinitionOf(ActivityContext context) => context.Input<string>(WorkflowDefinitionId) is { } id && !string.IsNullOrWhiteSpace(id)
        ? id
        : throw new WorkflowFaultException($"The activity '{context.ActivityName ?? context.ActivityId}' does not say which workflow it starts.");

    /// <summary>Of instances that start each other for ever, this one is the last.</summary>
    private static int DepthOf(ActivityContext context)
    {
        var (depth, limit) = (context.Run.Parent?.Depth ?? 0, context.Run.Options.MaxChildDepth);
        return depth < limit
            ? depth + 1
            : throw new WorkflowFaultException(
                $"There are already {depth} instances above this one, each started by the one before, and no more than {limit} are allowed. "
                + "Let a workflow that goes on for ever do so in a loop, or by a timer that starts it.");
    }

    private static string CreateId(ActivityExecution execution, int number) => "wfi_" + Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{execution.Id}|{number.ToString(CultureInfo.InvariantCulture)}")))[..32];
}
