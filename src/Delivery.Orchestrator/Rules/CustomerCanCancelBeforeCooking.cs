using Delivery.Contracts.Orders;
using Delivery.Messaging;
using Delivery.Workflows;

namespace Delivery.Orchestrator.Rules;

/// <summary>Until cooking has started, whatever an order waits for stands inside of something that the customer's cancellation interrupts.</summary>
internal sealed class CustomerCanCancelBeforeCooking : IDefinitionRule
{
    private static readonly string Cancellation = MessageTypes.NameOf(typeof(CancellationRequested));

    public IEnumerable<DefinitionProblem> Check(WorkflowGraph graph) => !OrderLifecycle.IsConcerned(graph)
        ? []
        : OrderStates.WaysThrough(graph).Waits
            .Where(wait => wait.State is { HasCookingStarted: false, IsCancelling: false, IsClosing: false } && !IsInterrupted(wait.Activity))
            .DistinctBy(wait => wait.Activity.NodeId)
            .Select(wait => DefinitionProblem.At(
                wait.Activity,
                true,
                $"A way comes here before cooking has started, and the customer cannot cancel while it waits. Put it into an interruptible with the message {Cancellation}."));

    private static bool IsInterrupted(WorkflowGraphNode activity)
    {
        for (var around = activity.Parent; around is not null; around = around.Parent)
        {
            if (around.Type == Interruptible.TypeName && around.LiteralInput("Message") == Cancellation)
            {
                return true;
            }
        }

        return false;
    }
}
