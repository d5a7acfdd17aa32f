using System.Security.Claims;
using Delivery.Messaging.Idempotency;
using Delivery.Messaging.Persistence;
using Delivery.Notifications.Data;
using Delivery.Notifications.Deliveries;
using Delivery.Notifications.Events;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Problems;
using Delivery.ServiceDefaults.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Delivery.Notifications.Subscriptions;

/// <summary>Makes and ends subscriptions.</summary>
internal sealed class SubscriptionDesk(
    Transactions<NotificationsDbContext> transactions,
    IdempotentTransactions<NotificationsDbContext> idempotentTransactions,
    IOptions<NotificationsOptions> options)
{
    /// <summary>Each multiplies every change; more than this is a mistake of the subscriber.</summary>
    private const int MaxPerOwner = 20;

    public async Task<StoredResponse> CreateAsync(
        ClaimsPrincipal user, string? idempotencyKey, CreateSubscriptionRequest request, CancellationToken cancellationToken)
    {
        var ownerId = user.Subject();
        var url = request.Kind == ChannelKind.Webhook ? WebhookUrl.Parse(request.Url, options.Value.AllowPrivateAddresses) : null;
        var givenSecret = request.Secret is null ? null : WebhookSecret.Check(request.Secret);
        CheckFilter(request);
        return await idempotentTransactions.RunAsync(
            ownerId,
            "create-subscription",
            idempotencyKey,
            request,
            async (transaction, token) =>
            {
                await CheckCountAsync(transaction.Db, ownerId, token);
                var subscription = new Subscription
                {
                    SubscriptionId = Ids.New("sub", transaction.Now),
                    OwnerId = ownerId,
                    AllOrders = user.IsInRole(Roles.Operator),
                    Kind = request.Kind,
                    Url = url?.AbsoluteUri,
                    Endpoint = url?.Authority ?? "log",
                    Secret = url is null ? null : givenSecret ?? WebhookSecret.New(),
                    Events = request.Events ?? [],
                    OrderId = request.OrderId,
                    CreatedAt = transaction.Now,
                };
                transaction.Db.Subscriptions.Add(subscription);
                return StoredResponse.Of(201, $"/api/subscriptions/{subscription.SubscriptionId}", ToCreated(subscription));
            },
            cancellationToken);
    }

    /// <summary>Ends the subscription and whatever is still to be delivered for it.</summary>
    public Task DeleteAsync(string ownerId, string subscriptionId, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (transaction, token) =>
            {
                var subscription = await transaction.Db.FindSubscriptionAsync(ownerId, subscriptionId, token);
                subscription.DeletedAt = transaction.Now;
                await transaction.Db.Deliveries
                    .Where(delivery => delivery.SubscriptionId == subscriptionId && delivery.State == DeliveryState.Pending)
                    .ExecuteUpdateAsync(set => set.SetProperty(delivery => delivery.State, DeliveryState.Cancelled), token);
            },
            cancellationToken);

    private static void CheckFilter(CreateSubscriptionRequest request)
    {
        if (request.Events is { } events && (events.Count > EventTypes.All.Count || events.Any(type => !EventTypes.All.Contains(type))))
        {
            throw new ProblemException(
                NotificationsProblems.InvalidEvents, $"Send some of these, each once, or nothing for all: {string.Join(", ", EventTypes.All)}.");
        }

        if (request.OrderId is { } orderId && !Ids.IsPlausible(orderId))
        {
            throw new ProblemException(NotificationsProblems.InvalidOrder, "Send the orderId that POST /api/orders answered, or nothing for all orders.");
        }
    }

    private static async Task CheckCountAsync(NotificationsDbContext db, string ownerId, CancellationToken cancellationToken)
    {
        if (await db.Subscriptions.CountAsync(known => known.OwnerId == ownerId && known.DeletedAt == null, cancellationToken) >= MaxPerOwner)
        {
            throw new ProblemException(
                NotificationsProblems.TooMany, $"There may be {MaxPerOwner} at once. DELETE one that is not needed any more.");
        }
    }

    private static CreatedSubscription ToCreated(Subscription subscription) => new(
        subscription.SubscriptionId,
        subscription.Kind,
        subscription.Url,
        subscription.Secret,
        subscription.Events,
        subscription.OrderId,
        subscription.CreatedAt);
}
