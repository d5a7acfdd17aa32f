using Delivery.Simulator.Api;
using Delivery.Simulator.Play;

namespace Delivery.Simulator.Webhooks;

/// <summary>An operator who wants to hear of all orders, and a customer who hears of the own ones.</summary>
internal sealed class Subscribers(Stage stage, WebhookReceiver receiver) : IAsyncDisposable
{
    public const string All = "all-orders";
    public const string Own = "own-orders";
    private static readonly string[] Events = ["order.status_changed"];
    private readonly List<(Caller Caller, string Path)> _subscriptions = [];

    public Caller Customer => stage.World.Customer(0);

    public async Task SubscribeAsync(CancellationToken cancellationToken)
    {
        await SubscribeAsync(All, stage.World.Operator, cancellationToken);
        await SubscribeAsync(Own, Customer, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (caller, path) in _subscriptions)
        {
            await stage.Api.SendAsync(new ApiCall(HttpMethod.Delete, path, caller), CancellationToken.None);
        }
    }

    private async Task SubscribeAsync(string name, Caller caller, CancellationToken cancellationToken)
    {
        var (url, secret) = receiver.Register(name);
        var call = ApiCall.Post("/api/subscriptions", caller, new { url, secret, events = Events }) with
        {
            IdempotencyKey = Guid.NewGuid().ToString(),
        };
        var answer = await stage.Api.SendAsync(call, cancellationToken);
        if (!answer.IsSuccess)
        {
            throw new InvalidOperationException($"A subscription was refused: {answer}");
        }

        _subscriptions.Add((caller, $"/api/subscriptions/{answer.Text("subscriptionId")}"));
    }
}
