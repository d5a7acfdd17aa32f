using Delivery.Simulator.Api;
using Delivery.Simulator.Api.Wire;
using Delivery.Simulator.Planning;

namespace Delivery.Simulator.Play;

/// <summary>The stores, menus and regions that the host has, and the people of this run.</summary>
internal sealed class World
{
    private const int DemoOwners = 5;
    private const int RidersPerRegion = 6;
    private readonly string _run = Guid.NewGuid().ToString("N")[..8];

    public required IReadOnlyList<StoreSummary> Stores { get; init; }

    public required IReadOnlyDictionary<string, StoreMenu> Menus { get; init; }

    /// <summary>By store.</summary>
    public required IReadOnlyDictionary<string, Caller> Owners { get; init; }

    public required IReadOnlyList<Region> Regions { get; init; }

    public Caller Operator => new("operator", $"sim-{_run}-operator");

    /// <summary>Somebody else than the one who plays the operator, so that checking does not use up the player's rate.</summary>
    public Caller Auditor(int number) => new("operator", $"sim-{_run}-auditor-{number % 8}");

    public Caller Customer(int number) => new("customer", $"sim-{_run}-customer-{number}");

    public IReadOnlyList<Caller> Customers => [.. Enumerable.Range(0, Planner.Customers).Select(Customer)];

    public IReadOnlyList<Caller> RidersOf(string regionId) =>
        [.. Enumerable.Range(1, RidersPerRegion).Select(number => new Caller("rider", $"sim-{_run}-rider-{regionId}-{number}"))];

    /// <summary>How many borders lie between two regions.</summary>
    public int Distance(string from, string to)
    {
        var reached = new HashSet<string> { from };
        for (var distance = 0; distance <= Regions.Count; distance++)
        {
            if (reached.Contains(to))
            {
                return distance;
            }

            reached.UnionWith(Regions.Where(region => reached.Contains(region.RegionId)).SelectMany(region => region.Neighbours).ToList());
        }

        return int.MaxValue;
    }

    /// <summary>Asks the host, and waits for its menus: Orders hears of the stores a moment after they are there.</summary>
    public static async Task<World> ReadAsync(ApiClient api, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var owners = await OwnersAsync(api, cancellationToken);
        var anybody = new Caller("customer", "customer-1");
        List<StoreSummary> stores;
        do
        {
            stores = await api.ListAsync<StoreSummary>("/api/stores", anybody, cancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(100), timeProvider, cancellationToken);
        }
        while (owners.Keys.Except(stores.Select(store => store.StoreId)).Any());

        var menus = new Dictionary<string, StoreMenu>();
        foreach (var store in stores.Where(store => owners.ContainsKey(store.StoreId)))
        {
            var answer = await api.SendAsync(ApiCall.Get($"/api/stores/{store.StoreId}/menu", null), cancellationToken);
            menus.Add(store.StoreId, answer.Read<StoreMenu>());
        }

        return new World
        {
            Stores = [.. stores.Where(store => menus.ContainsKey(store.StoreId)).OrderBy(store => store.StoreId, StringComparer.Ordinal)],
            Menus = menus,
            Owners = owners,
            Regions = await api.ListAsync<Region>("/api/regions", anybody, cancellationToken),
        };
    }

    private static async Task<Dictionary<string, Caller>> OwnersAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var owners = new Dictionary<string, Caller>();
        foreach (var owner in Enumerable.Range(1, DemoOwners).Select(number => new Caller("owner", $"owner-{number}")))
        {
            foreach (var store in await api.ListAsync<OwnedStore>("/api/stores/mine", owner, cancellationToken))
            {
                owners.Add(store.StoreId, owner);
            }
        }

        return owners.Count > 0 ? owners : throw new InvalidOperationException("The host has no demo stores: is it in the demo profile?");
    }
}
