using System.Text.Json.Nodes;
using Delivery.Workflows.Execution;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>Starts an instance of another workflow for each item, and goes on once they are started, or once all have ended.</summary>
internal sealed class BulkDispatchWorkflowsActivity : Activity
{
    private const string Stimulus = "Elsa.BulkDispatchWorkflows";
    private const string ItemKey = "DefaultItemInputKey";
    private const string CorrelationFunction = "CorrelationIdFunction";
    private const string ChildCompletedPort = "ChildCompleted";
    private const string ChildFaultedPort = "ChildFaulted";
    private const string Total = "DispatchedInstancesCount";
    private const string Ended = "CompletedInstancesCount";

    private static readonly TypeAlias Items = TypeAlias.Parse("List<Object>");

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = Stimulus,
        DisplayName = "Bulk Dispatch Workflows",
        Category = Describe.Composition,
        Description = "Starts an instance of another workflow for each item.",
        Kind = ActivityKind.Task,
        Inputs =
        [
            Children.Workflow,
            Describe.Input("Items", "Object", "The items."),
            Describe.Input(ItemKey, "String", "The input that gets an item which is not itself a dictionary of inputs.", value: "Item"),
            Describe.Input(CorrelationFunction, "String", "What the new instance of an item belongs to.") with
            {
                DisplayName = "Correlation ID Function", AutoEvaluate = false,
            },
            Children.Arguments,
            Children.Wait(true),
            Children.Trace,
            Children.Channel,
        ],
        Ports =
        [
            Describe.Child(ChildCompletedPort),
            Describe.Child(ChildFaultedPort),
            Describe.Outcome("Completed"),
            Describe.Outcome("Canceled"),
            Describe.Outcome("Done"),
        ],
    };

    // Its inputs are with the instances that it has started.
    public override bool EvaluatesInputsOnResume => false;

    public override void Execute(ActivityContext context)
    {
        var items = ValueConverter.Convert(context.Peek("Items"), Items) as JsonArray ?? [];
        if (items.Count == 0)
        {
            context.Complete("Done");
            return;
        }

        if (items.Count > context.Run.Options.MaxChildren)
        {
            throw new WorkflowFaultException(
                $"The activity '{context.ActivityName ?? context.ActivityId}' would start {items.Count} instances, and no more than {context.Run.Options.MaxChildren} are allowed. Start them in several rounds.");
        }

        var waits = context.Input<bool>(Children.WaitForCompletion);
        context.Properties[Total] = items.Count;
        context.Properties[Ended] = 0;
        context.Properties[Children.WaitForCompletion] = waits;
        var ids = Children.CreateIds(context, items.Count);
        var payload = new JsonObject
        {
            [Children.ParentInstanceId] = context.InstanceId,
            ["ActivityInstanceId"] = context.ActivityInstanceId,
            // Run again after a fault, it does not count the ends of what it has had started before.
            ["Round"] = ids[0],
            ["ScheduledInstanceIdsCount"] = items.Count,
        };
        var bookmark = context.CreateBookmark(new BookmarkRequest(Stimulus, payload) { AutoBurn = !waits, NotInHash = ["ScheduledInstanceIdsCount"] });
        Children.Start(context, bookmark, waits, items.Select((item, index) => Instance(context, ids[index], item)).ToList());
    }

    public override void Resume(ActivityContext context, BookmarkResumption resumption)
    {
        if (!ChildStart.Waits(context))
        {
            context.Complete("Done");
            return;
        }

        context.Properties[Ended] = Count(context, Ended) + 1;
        var result = resumption.Input as JsonObject;
        var port = result?.TextMember("WorkflowSubStatus") switch
        {
            nameof(WorkflowSubStatus.Finished) => ChildCompletedPort,
            nameof(WorkflowSubStatus.Faulted) => ChildFaultedPort,
            _ => null,
        };
        if (port is not null && context.Node.Ports.TryGetValue(port, out var body))
        {
            context.Schedule(body, variables: new Dictionary<string, JsonNode?>
            {
                [Children.ChildInstanceId] = result!["WorkflowInstanceId"]?.DeepClone(),
            });
        }

        CompleteIfAllAreIn(context);
    }

    public override void ChildCompleted(ActivityContext context, ChildCompletion child) => CompleteIfAllAreIn(context);

    private static JsonObject Instance(ActivityContext context, string id, JsonNode? item)
    {
        var key = context.Input<string>(ItemKey) is { Length: > 0 } name ? name : "Item";
        var input = context.Input(Children.Input) as JsonObject ?? [];
        if (item is JsonObject members)
        {
            foreach (var (member, value) in members)
            {
                input[member] = value?.DeepClone();
            }
        }
        else
        {
            input[key] = item?.DeepClone();
        }

        return Children.Instance(context, id, CorrelationOf(context, key, item), input);
    }

    private static string? CorrelationOf(ActivityContext context, string key, JsonNode? item) =>
        context.Node.FindInput(CorrelationFunction) is { IsSet: true } function
            ? JsonValues.To<string>(VariableScope.Evaluate(context.Execution, function, new Dictionary<string, JsonNode?> { [key] = item }))
            : null;

    private static void CompleteIfAllAreIn(ActivityContext context)
    {
        if (Count(context, Ended) >= Count(context, Total) && context.IsIdle)
        {
            context.Complete("Completed", "Done");
        }
    }

    private static int Count(ActivityContext context, string name) => context.Properties[name]?.GetValue<int>() ?? 0;
}
