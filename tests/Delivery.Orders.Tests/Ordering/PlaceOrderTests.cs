using System.Net;
using System.Text;
using Delivery.Contracts;
using Delivery.Contracts.Orders;
using Delivery.Contracts.Payments;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Testing.Harness;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Orders.Tests.Ordering;

public abstract class PlaceOrderTests(OrdersFixture fixture) : OrdersTests(fixture)
{
    /// <summary>Name, status, slug and the spoilt body of every case.</summary>
    public static TheoryData<string, int, string> BadInput => new()
    {
        { "no items", 422, "order-empty" },
        { "null item", 422, "order-empty" },
        { "51 lines", 422, "too-many-lines" },
        { "quantity 0", 422, "quantity-out-of-range" },
        { "quantity -1", 422, "quantity-out-of-range" },
        { "quantity 100", 422, "quantity-out-of-range" },
        { "same item twice", 422, "duplicate-item" },
        { "unknown item", 422, "unknown-item" },
        { "item with NUL", 422, "unknown-item" },
        { "item of another store", 422, "item-of-another-store" },
        { "sold out", 409, "item-sold-out" },
        { "price changed", 409, "price-changed" },
        { "fee changed", 409, "price-changed" },
        { "unknown store", 422, "unknown-store" },
        { "store with NUL", 422, "unknown-store" },
        { "closed store", 409, "store-closed" },
        { "wrong currency", 422, "wrong-currency" },
        { "unknown region", 422, "unknown-region" },
        { "empty address", 422, "delivery-address-invalid" },
        { "long address", 422, "delivery-address-invalid" },
        { "address with NUL", 422, "delivery-address-invalid" },
        { "empty payment token", 422, "payment-token-invalid" },
        { "no store", 400, "malformed-json" },
        { "items of another kind", 400, "malformed-json" },
        { "quantity of another kind", 400, "malformed-json" },
    };

    [Theory]
    [MemberData(nameof(BadInput))]
    public async Task PlaceOrder_BadInput_IsRefusedAndChangesNothing(string input, int status, string slug)
    {
        var before = await CountAsync();

        var response = await PostAsync(Spoilt(input));

        await response.ShouldBeProblemAsync(status, slug);
        (await CountAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task PlaceOrder_MalformedJson_IsRefused()
    {
        using var content = new StringContent("{ \"storeId\": ", Encoding.UTF8, "application/json");

        var response = await Customer().PostAsync(new Uri("/api/orders", UriKind.Relative), content);

        await response.ShouldBeProblemAsync(400, "malformed-json");
    }

    [Fact]
    public async Task PlaceOrder_OversizedBody_IsRefused()
    {
        var response = await PostAsync(Body(("paymentToken", new string('x', 300 * 1024))));

        await response.ShouldBeProblemAsync(413, "body-too-large");
    }

    [Fact]
    public async Task PlaceOrder_PriceChanged_TellsTheCurrentPrices()
    {
        var response = await PostAsync(Spoilt("price changed"));

        var problem = await response.ShouldBeProblemAsync(409, "price-changed");
        var change = problem.GetProperty("items")[0];
        Text(change, "itemId").ShouldBe("bibimbap");
        change.GetProperty("shownPrice").GetInt64().ShouldBe(8000);
        change.GetProperty("currentPrice").GetInt64().ShouldBe(9000);
    }

    [Fact]
    public async Task PlaceOrder_Accepted_AnswersWithTheTotalAndTellsTheOthers()
    {
        var response = await PostAsync(Body());

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        var body = await response.JsonAsync();
        var orderId = Text(body, "orderId");
        response.Headers.Location!.OriginalString.ShouldBe($"/api/orders/{orderId}");
        body.GetProperty("total").GetProperty("amount").GetInt64().ShouldBe(31000);
        Text(body.GetProperty("total"), "currency").ShouldBe("KRW");
        var placed = Sent<OrderPlaced>(orderId).ShouldHaveSingleItem();
        placed.CustomerId.ShouldBe("customer-1");
        placed.Version.ShouldBe(1);
        placed.RegionId.ShouldBe("seocho");
        placed.ItemsTotal.ShouldBe(new Money(28000, "KRW"));
        placed.DeliveryFee.ShouldBe(new Money(3000, "KRW"));
        placed.Total.ShouldBe(new Money(31000, "KRW"));
        placed.Lines.ShouldBe([new OrderLine("bibimbap", "bibimbap 메뉴", 2, 9000), new OrderLine("bulgogi", "bulgogi 메뉴", 1, 10000)]);
        Sent<SubmitPaymentMethod>(orderId).ShouldHaveSingleItem().PaymentToken.ShouldBe("tok_ok_1");
    }

    [Fact]
    public async Task PlaceOrder_SameKeyAndBody_GivesTheSameAnswerAndOneOrder()
    {
        var first = await PostAsync(Body(), "key-same");
        var before = await CountAsync();

        var second = await PostAsync(Body(), "key-same");

        second.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        second.Headers.Location.ShouldBe(first.Headers.Location);
        (await CountAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task PlaceOrder_SameKeyAtOnce_MakesOneOrder()
    {
        var before = await CountAsync();

        var responses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync(Body(), "key-at-once")));

        var bodies = await Task.WhenAll(responses.Select(response => response.Content.ReadAsStringAsync()));
        bodies.Distinct().Count().ShouldBe(1);
        (await CountAsync()).ShouldBe(before + 1);
    }

    [Fact]
    public async Task PlaceOrder_SameKeyAnotherBody_IsRefused()
    {
        await PostAsync(Body(), "key-other");

        var response = await PostAsync(Body(("paymentToken", "tok_ok_2")), "key-other");

        await response.ShouldBeProblemAsync(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task PlaceOrder_SameKeyOfAnotherCustomer_IsAnotherOrder()
    {
        var first = await (await PostAsync(Body(), "key-shared")).JsonAsync();

        var second = await (await PostAsync(Body(), "key-shared", "customer-2")).JsonAsync();

        Text(second, "orderId").ShouldNotBe(Text(first, "orderId"));
    }

    [Fact]
    public async Task PlaceOrder_WithoutToken_IsRefused()
    {
        var response = await SendAsync(Module.CreateClient(), "/api/orders", Body());

        await response.ShouldBeProblemAsync(401, "unauthenticated");
    }

    [Fact]
    public async Task PlaceOrder_AsOwner_IsRefused()
    {
        var response = await SendAsync(Module.CreateClient(Roles.Owner, "owner-1"), "/api/orders", Body());

        await response.ShouldBeProblemAsync(403, "forbidden");
    }

    private static Dictionary<string, object?> Spoilt(string input) => input switch
    {
        "no items" => Body(("items", Array.Empty<object>())),
        "null item" => Body(("items", new object?[] { null })),
        "51 lines" => Body(("items", Enumerable.Range(0, 51).Select(index => Item($"item-{index}", 1, 1)))),
        "quantity 0" => Body(("items", new[] { Item("bibimbap", 0, 9000) })),
        "quantity -1" => Body(("items", new[] { Item("bibimbap", -1, 9000) })),
        "quantity 100" => Body(("items", new[] { Item("bibimbap", 100, 9000) })),
        "same item twice" => Body(("items", new[] { Item("bibimbap", 1, 9000), Item("bibimbap", 99, 9000) })),
        "unknown item" => Body(("items", new[] { Item("nothing", 1, 9000) })),
        "item with NUL" => Body(("items", new[] { Item("bibim\0bap", 1, 9000) })),
        "item of another store" => Body(("items", new[] { Item("margherita", 1, 9000) })),
        "sold out" => Body(("items", new[] { Item("soldout-sto_hanok", 1, 11000) })),
        "price changed" => Body(("items", new[] { Item("bibimbap", 1, 8000) })),
        "fee changed" => Body(("deliveryFee", 2000)),
        "unknown store" => Body(("storeId", "sto_nothing")),
        "store with NUL" => Body(("storeId", "sto_\0")),
        "closed store" => Body(("storeId", "sto_closed"), ("items", new[] { Item("toast", 1, 9000) })),
        "wrong currency" => Body(("currency", "USD")),
        "unknown region" => Body(("deliveryAddress", new { text = "x", regionId = "busan" })),
        "empty address" => Body(("deliveryAddress", new { text = " ", regionId = "seocho" })),
        "long address" => Body(("deliveryAddress", new { text = new string('x', 501), regionId = "seocho" })),
        "address with NUL" => Body(("deliveryAddress", new { text = "x\0", regionId = "seocho" })),
        "empty payment token" => Body(("paymentToken", "")),
        "no store" => Body(("storeId", null)),
        "items of another kind" => Body(("items", "bibimbap")),
        "quantity of another kind" => Body(("items", new[] { new { itemId = "bibimbap", quantity = "two", unitPrice = 9000 } })),
        _ => throw new ArgumentOutOfRangeException(nameof(input)),
    };

    private async Task<int> CountAsync() =>
        await Module.QueryAsync(db => db.Orders.CountAsync());
}
