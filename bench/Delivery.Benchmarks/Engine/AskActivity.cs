using System.Text.Json.Nodes;
using Delivery.Workflows;

namespace Delivery.Benchmarks.Engine;

/// <summary>Sends a command and waits for an event of the order, as the activities that are made of contracts do.</summary>
internal sealed class AskActivity : Activity
{
    public const string Type = "Benchmark.Ask";

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = Type,
        Category = "Benchmark",
        Kind = ActivityKind.Trigger,
        Inputs = [new InputDescriptor { Name = "Event", TypeName = "String" }],
        Outputs = [new OutputDescriptor { Name = "Result", TypeName = "Object" }],
    };

    public override void Execute(ActivityContext context)
    {
        if (context.IsTrigger)
        {
            context.Complete();
            return;
        }

        context.AddEffect(new SendMessage(
            "Payments.CapturePayment",
            new JsonObject { ["orderId"] = context.CorrelationId, ["requestId"] = $"{context.InstanceId}:{context.ActivityInstanceId}" }));
        context.CreateBookmark(new BookmarkRequest(context.Input<string>("Event")!, new JsonObject { ["OrderId"] = context.CorrelationId }));
    }

    public override void Resume(ActivityContext context, BookmarkResumption resumption)
    {
        context.SetOutput("Result", resumption.Input);
        context.Complete();
    }

    public override IReadOnlyList<BookmarkRequest> Triggers(TriggerContext context) => [new BookmarkRequest(context.Input<string>("Event")!)];
}
