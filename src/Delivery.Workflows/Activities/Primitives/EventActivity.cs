using System.Text.Json.Nodes;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>Waits for a workflow event, or starts a workflow with one.</summary>
internal sealed class EventActivity : Activity
{
    public const string Stimulus = "Elsa.Event";

    // The name under which Elsa hands an event's payload to a workflow that the event starts.
    private const string PayloadInput = "__EventPayloadWorkflowInput";

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Event",
        Category = Describe.Primitives,
        Description = "Waits for a workflow event.",
        Kind = ActivityKind.Trigger,
        WaitsForOthers = true,
        Inputs = [Describe.Input("EventName", "String", "The event.")],
        Outputs = [Describe.Result("Object", "What the event carries.")],
    };

    public override void Execute(ActivityContext context)
    {
        if (context.IsTrigger)
        {
            Finish(context, context.TriggerInput ?? JsonValues.Own(context.Run.Input.GetValueOrDefault(PayloadInput)));
        }
        else
        {
            context.CreateBookmark(Request(context.Input<string>("EventName")));
        }
    }

    public override void Resume(ActivityContext context, BookmarkResumption resumption) => Finish(context, resumption.Input);

    public override IReadOnlyList<BookmarkRequest> Triggers(TriggerContext context) => [Request(context.Input<string>("EventName"))];

    private static BookmarkRequest Request(string? name) => new(Stimulus, new JsonObject { ["EventName"] = name });

    private static void Finish(ActivityContext context, JsonNode? payload)
    {
        context.SetOutput("Result", payload);
        context.Complete();
    }
}
