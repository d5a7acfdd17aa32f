using Delivery.Simulator.Api;
using Delivery.Simulator.Api.Wire;
using Delivery.Simulator.Play;

namespace Delivery.Simulator.Checks;

/// <summary>A cancellation that was taken has an answer, and it is the one that the order's end gives.</summary>
internal static class CancellationCheck
{
    public static async Task<IEnumerable<Violation>> CheckAsync(Stage stage, OrderFacts facts, CancellationToken cancellationToken)
    {
        if (facts.Run.Deeds.CancellationId is not { } id)
        {
            return [];
        }

        var customer = stage.World.Customer(facts.Run.Plan.Customer);
        var answer = await stage.Api.SendAsync(ApiCall.Get($"/api/orders/{facts.OrderId}/cancellations/{id}", customer), cancellationToken);
        var expected = facts.Outcome == OrderOutcome.CancelledByCustomer ? "Accepted" : "Refused";
        return answer.IsSuccess && answer.Read<CancellationAnswer>().State == expected
            ? []
            : [new Violation("wrong-cancellation", facts.OrderId, $"{answer.Text("state")} while the order ended as {facts.Outcome}")];
    }
}
