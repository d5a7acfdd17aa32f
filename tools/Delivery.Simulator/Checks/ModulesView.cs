using Delivery.Simulator.Api.Wire;
using Delivery.Simulator.Play;

namespace Delivery.Simulator.Checks;

/// <summary>All tickets and deliveries as stores and riders see them, by order.</summary>
internal sealed record ModulesView(ILookup<string, Ticket> Tickets, ILookup<string, DeliveryJob> Deliveries)
{
    public static async Task<ModulesView> ReadAsync(Stage stage, CancellationToken cancellationToken)
    {
        var tickets = new List<Ticket>();
        foreach (var (storeId, owner) in stage.World.Owners)
        {
            tickets.AddRange(await stage.Api.ListAsync<Ticket>($"/api/stores/{storeId}/tickets", owner, cancellationToken));
        }

        var deliveries = new List<DeliveryJob>();
        foreach (var rider in stage.World.Regions.SelectMany(region => stage.World.RidersOf(region.RegionId)))
        {
            deliveries.AddRange(await stage.Api.ListAsync<DeliveryJob>("/api/deliveries/mine", rider, cancellationToken));
        }

        return new ModulesView(tickets.ToLookup(ticket => ticket.OrderId), deliveries.ToLookup(job => job.OrderId));
    }
}
