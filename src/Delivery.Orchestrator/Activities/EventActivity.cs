using Delivery.Workflows;

namespace Delivery.Orchestrator.Activities;

/// <summary>Starts a workflow when the event happens to any order, or waits in the middle of one until it happens to this order.</summary>
internal sealed class EventActivity(Type @event, ContractDocumentation documentation) : ContractActivity(
    @event, [(@event, null)], [], documentation, ActivityKind.Trigger)
{
    /// <inheritdoc />
    public override void Execute(ActivityContext context)
    {
        if (context.IsTrigger)
        {
            LeaveWith(context, context.TriggerInput);
            return;
        }

        var orderId = OrderId(context);
        Wait(context, TimeLimit(context), () => ContractPayload.OfOrder(orderId));
    }

    /// <inheritdoc />
    public override IReadOnlyList<BookmarkRequest> Triggers(TriggerContext context) => [new BookmarkRequest(MessageName)];
}
