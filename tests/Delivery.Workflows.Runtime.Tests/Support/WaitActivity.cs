using System.Text.Json.Nodes;

namespace Delivery.Workflows.Runtime.Tests.Support;

/// <summary>Waits for an event of the order, or starts a workflow with it.</summary>
internal sealed class WaitActivity : Activity
{
    public const string Type = "Test.Wait";

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = Type,
        Category = "Test",
        Kind = ActivityKind.Trigger,
        Inputs = [new InputDescriptor { Name = "Message", TypeName = "String" }],
    };

    public override void Execute(ActivityContext context)
    {
        if (context.IsTrigger)
        {
            context.Complete();
            return;
        }

        context.CreateBookmark(new BookmarkRequest(
            context.Input<string>("Message")!, new JsonObject { ["OrderId"] = context.CorrelationId }));
    }

    public override IReadOnlyList<BookmarkRequest> Triggers(TriggerContext context) => [new BookmarkRequest(context.Input<string>("Message")!)];
}
