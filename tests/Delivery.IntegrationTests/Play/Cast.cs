using System.Text.Json;
using Delivery.Simulator.Api;
using Delivery.Simulator.Api.Wire;
using Delivery.Simulator.Checks;
using Delivery.Testing;
using Shouldly;

namespace Delivery.IntegrationTests.Play;

/// <summary>A customer, a store's owner and a rider, who do through the public API what a test tells them.</summary>
internal sealed class Cast : IDisposable
{
    private const string Store = "sto_hanok";
    private const string Region = "gangnam";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);
    private static readonly Caller Owner = new("owner", "owner-1");
    private static readonly Caller Rider = new("rider", "rider-1");
    private readonly Violations _violations = new();
    private readonly ApiClient _api;
    private StoreMenu? _menu;

    public Cast(Uri url) => _api = new ApiClient(url, Patience, _violations, TimeProvider.System);

    public static Caller Customer { get; } = new("customer", "customer-1");

    public void Dispose() => _api.Dispose();

    /// <summary>Waits until the seeded menu has come to where customers choose from.</summary>
    public async Task ReadMenuAsync() => await Eventually.PassesAsync(
        async () =>
        {
            var answer = await _api.SendAsync(ApiCall.Get($"/api/stores/{Store}/menu", null), CancellationToken.None);
            answer.IsSuccess.ShouldBeTrue($"{answer}");
            _menu = answer.Read<StoreMenu>();
            _menu.Items.ShouldNotBeEmpty();
        },
        Patience);

    /// <summary>The order's id.</summary>
    public async Task<string> PlaceOrderAsync(string card)
    {
        var item = _menu!.Items.First(item => !item.SoldOut);
        var answer = await PostAsync("/api/orders", Customer, new
        {
            storeId = Store,
            currency = "KRW",
            items = new[] { new { itemId = item.ItemId, quantity = 1, unitPrice = item.Price } },
            deliveryAddress = new { text = "테헤란로 1", regionId = Region },
            paymentToken = card,
        });
        return answer.Read<PlacedOrder>().OrderId;
    }

    public async Task<JsonElement> SubscribeAsync(Uri webhook) =>
        (await PostAsync("/api/subscriptions", Customer, new { url = webhook })).Body;

    /// <summary>Accept, start-cooking, finish-cooking …</summary>
    public Task KitchenAsync(string orderId, string action) => PostAsync($"/api/stores/{Store}/tickets/{orderId}/{action}", Owner);

    /// <summary>All tickets that the store's kitchen has seen, whatever became of them.</summary>
    public async Task<IReadOnlyList<KitchenTicket>> LookIntoKitchenAsync() =>
        await _api.ListAsync<KitchenTicket>($"/api/stores/{Store}/tickets", Owner, CancellationToken.None);

    public async Task GoOnDutyAsync()
    {
        var call = new ApiCall(HttpMethod.Put, "/api/riders/me", Rider) { Body = new { onDuty = true, regionIds = new[] { Region } } };
        var answer = await _api.SendAsync(call, CancellationToken.None);
        answer.IsSuccess.ShouldBeTrue($"{answer}");
    }

    /// <summary>Claim, pick-up, deliver …</summary>
    public Task RideAsync(string orderId, string action) => PostAsync($"/api/deliveries/{orderId}/{action}", Rider);

    public async Task UntilDeliveryIsOfferedAsync(string orderId) => await Eventually.TrueAsync(
        async () => (await _api.ListAsync<DeliveryJob>($"/api/deliveries?region={Region}", Rider, CancellationToken.None))
            .Any(job => job.OrderId == orderId),
        $"no rider sees {orderId}",
        Patience);

    public async Task<OrderDetails> LookAsync(string orderId)
    {
        var answer = await _api.SendAsync(ApiCall.Get($"/api/orders/{orderId}", Customer), CancellationToken.None);
        answer.IsSuccess.ShouldBeTrue($"{answer}");
        return answer.Read<OrderDetails>();
    }

    public async Task<Payment> PaymentAsync(string orderId)
    {
        var answer = await _api.SendAsync(ApiCall.Get($"/api/orders/{orderId}/payment", Customer), CancellationToken.None);
        answer.IsSuccess.ShouldBeTrue($"{answer}");
        return answer.Read<Payment>();
    }

    /// <summary>Waits for a status; fails early when the order has ended with another.</summary>
    public Task<OrderDetails> UntilAsync(string orderId, OrderStatus status) => UntilAsync(orderId, order => order.Status == status, $"{status}");

    /// <summary>Waits for a status that the order has now or had before.</summary>
    public Task<OrderDetails> UntilReachedAsync(string orderId, OrderStatus status) =>
        UntilAsync(orderId, order => order.History.Any(entry => entry.Status == status), $"{status}");

    private async Task<OrderDetails> UntilAsync(string orderId, Func<OrderDetails, bool> condition, string what)
    {
        OrderDetails? order = null;
        await Eventually.PassesAsync(
            async () =>
            {
                order = await LookAsync(orderId);
                condition(order).ShouldBeTrue($"{orderId} is to become {what} and is {order.Status} ({order.Outcome})");
            },
            Patience);
        return order!;
    }

    private async Task<ApiAnswer> PostAsync(string path, Caller caller, object? body = null)
    {
        var answer = await _api.SendAsync(ApiCall.Post(path, caller, body), CancellationToken.None);
        answer.IsSuccess.ShouldBeTrue($"POST {path} answered {answer}");
        return answer;
    }
}
