using System.Text.Json.Nodes;

namespace Delivery.Workflows.Runtime.Tests.Support;

/// <summary>Sends a command and waits for its answer, at most for a while: the pattern of the activities that are made of contracts.</summary>
internal sealed class AskActivity : Activity
{
    public const string Type = "Test.Ask";

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = Type,
        Category = "Test",
        Inputs = [new InputDescriptor { Name = "Timeout", TypeName = "TimeSpan" }],
        Ports = [new PortDescriptor { Name = "Answered" }, new PortDescriptor { Name = "Timed out" }],
    };

    public override void Execute(ActivityContext context)
    {
        var requestId = $"{context.InstanceId}:{context.ActivityInstanceId}";
        context.AddEffect(new SendMessage(
            "Payments.CapturePayment", new JsonObject { ["orderId"] = context.CorrelationId, ["requestId"] = requestId }));
        context.CreateBookmark(new BookmarkRequest("Payments.PaymentCaptured", TestStimuli.Question(context.CorrelationId!, requestId)));
        if (context.HasInput("Timeout"))
        {
            context.CreateBookmark(new BookmarkRequest("Test.Timeout") { DueAt = context.Now + context.Input<TimeSpan>("Timeout") });
        }
    }

    public override void Resume(ActivityContext context, BookmarkResumption resumption) =>
        context.Complete(context.ResumedBookmark?.DueAt is null ? "Answered" : "Timed out");
}
