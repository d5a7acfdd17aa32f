using Delivery.Contracts;
using Delivery.Contracts.Payments;
using Delivery.Messaging.Idempotency;
using Delivery.Messaging.Persistence;
using Delivery.Orders.Catalog;
using Delivery.Orders.Data;
using Delivery.ServiceDefaults.Problems;
using Delivery.ServiceDefaults.Text;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Orders.Ordering;

/// <summary>Takes orders: checks them against the copy of the menus, which is what the customer was shown.</summary>
internal sealed class OrderIntake(IdempotentTransactions<OrdersDbContext> transactions)
{
    public async Task<StoredResponse> PlaceAsync(
        string customerId, string? idempotencyKey, PlaceOrderRequest request, CancellationToken cancellationToken)
    {
        OrderForm.Check(request);
        return await transactions.RunAsync(
            customerId,
            "place-order",
            idempotencyKey,
            request,
            async (transaction, token) =>
            {
                var order = await CreateAsync(customerId, request, transaction, token);
                transaction.Db.Orders.Add(order);
                transaction.Publish(order.Placed());
                transaction.Send(new SubmitPaymentMethod
                {
                    OrderId = order.OrderId, CustomerId = customerId, PaymentToken = request.PaymentToken,
                });
                return StoredResponse.Of(201, $"/api/orders/{order.OrderId}", new PlacedOrder(order.OrderId, order.Total, order.PlacedAt));
            },
            cancellationToken);
    }

    private static async Task<Order> CreateAsync(
        string customerId, PlaceOrderRequest request, ModuleTransaction<OrdersDbContext> transaction, CancellationToken cancellationToken)
    {
        var db = transaction.Db;
        var store = await FindStoreAsync(db, request.StoreId, cancellationToken);
        CheckStore(store, request);
        await CheckRegionAsync(db, request.DeliveryAddress.RegionId, cancellationToken);
        await CheckItemsAsync(db, store, request.Items, cancellationToken);
        CheckPrices(store, request);
        var lines = request.Items.Select(item => ToLine(store.FindItem(item.ItemId)!, item.Quantity)).ToList();
        return new Order
        {
            OrderId = Ids.New("ord", transaction.Now),
            CustomerId = customerId,
            StoreId = store.StoreId,
            RegionId = request.DeliveryAddress.RegionId,
            DeliveryAddress = request.DeliveryAddress.Text.Trim(),
            Lines = lines,
            Currency = store.Currency,
            ItemsTotal = checked(lines.Sum(line => line.Quantity * line.UnitPrice)),
            DeliveryFee = store.DeliveryFee,
            PlacedAt = transaction.Now,
        };
    }

    private static async Task<CatalogStore> FindStoreAsync(OrdersDbContext db, string storeId, CancellationToken cancellationToken)
    {
        var store = Ids.IsPlausible(storeId)
            ? await db.Stores.AsNoTracking().Include(store => store.Items)
                .FirstOrDefaultAsync(store => store.StoreId == storeId, cancellationToken)
            : null;
        return store ?? throw new ProblemException(
            OrdersProblems.UnknownStore, "Send the storeId of a store that GET /api/stores lists.");
    }

    private static void CheckStore(CatalogStore store, PlaceOrderRequest request)
    {
        if (!store.Open)
        {
            throw new ProblemException(OrdersProblems.StoreClosed, "Order from another store, or again when this one has opened.");
        }

        if (store.Currency != request.Currency)
        {
            var problem = new ProblemException(
                OrdersProblems.WrongCurrency, $"This store sells in {store.Currency}. Load its menu again and send its currency and prices.");
            problem.Extensions["currency"] = store.Currency;
            throw problem;
        }
    }

    /// <summary>The platform delivers where it has stores: their regions are the ones this module has heard of.</summary>
    private static async Task CheckRegionAsync(OrdersDbContext db, string regionId, CancellationToken cancellationToken)
    {
        if (!Ids.IsPlausible(regionId) || !await db.Stores.AnyAsync(store => store.RegionId == regionId, cancellationToken))
        {
            throw new ProblemException(
                OrdersProblems.UnknownRegion, "Send as deliveryAddress.regionId one of the regions that GET /api/regions lists.");
        }
    }

    private static async Task CheckItemsAsync(
        OrdersDbContext db, CatalogStore store, IReadOnlyList<PlaceOrderItem> items, CancellationToken cancellationToken)
    {
        if (items.FirstOrDefault(item => store.FindItem(item.ItemId) is null) is { } unknown)
        {
            var elsewhere = Ids.IsPlausible(unknown.ItemId)
                && await db.Items.AnyAsync(item => item.ItemId == unknown.ItemId, cancellationToken);
            throw About(unknown.ItemId, elsewhere
                ? new ProblemException(OrdersProblems.ItemOfAnotherStore, "All items of an order come from one store. Place an order at each store.")
                : new ProblemException(OrdersProblems.UnknownItem, "Load the store's menu again and order what it lists."));
        }

        if (items.FirstOrDefault(item => store.FindItem(item.ItemId)!.SoldOut) is { } soldOut)
        {
            throw About(
                soldOut.ItemId, new ProblemException(OrdersProblems.ItemSoldOut, "Take the item out of the order, or order it another time."));
        }
    }

    private static void CheckPrices(CatalogStore store, PlaceOrderRequest request)
    {
        var changes = request.Items
            .Select(item => new PriceChange(item.ItemId, item.UnitPrice, store.FindItem(item.ItemId)!.Price))
            .Where(change => change.ShownPrice != change.CurrentPrice)
            .ToList();
        var feeChanged = request.DeliveryFee is { } fee && fee != store.DeliveryFee;
        if (changes.Count == 0 && !feeChanged)
        {
            return;
        }

        var problem = new ProblemException(
            OrdersProblems.PriceChanged, "Show the customer the current prices in this answer, and order again at those.");
        problem.Extensions["items"] = changes;
        problem.Extensions["deliveryFee"] = store.DeliveryFee;
        throw problem;
    }

    /// <summary>The name that the kitchen reads: in Korean where there is one.</summary>
    private static OrderLine ToLine(CatalogItem item, int quantity) => new(
        item.ItemId,
        item.Name.TryGetValue("ko", out var korean) ? korean : item.Name.Values.FirstOrDefault(item.ItemId),
        quantity,
        item.Price);

    private static ProblemException About(string itemId, ProblemException problem)
    {
        problem.Extensions["itemId"] = itemId;
        return problem;
    }
}
