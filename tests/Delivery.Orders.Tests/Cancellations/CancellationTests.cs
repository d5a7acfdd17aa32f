using System.Net;
using Delivery.Contracts.Orders;
using Delivery.Contracts.Riders;
using Delivery.Contracts.Stores;
using Delivery.Testing.Harness;
using Shouldly;
using Xunit;

namespace Delivery.Orders.Tests.Cancellations;

public abstract class CancellationTests(OrdersFixture fixture) : OrdersTests(fixture)
{
    [Fact]
    public async Task Cancel_Placed_IsPendingAtItsOwnAddress()
    {
        var orderId = await PlaceAsync();

        var response = await CancelAsync(orderId);

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var cancellation = await response.JsonAsync();
        Text(cancellation, "state").ShouldBe("Pending");
        var id = Text(cancellation, "cancellationId");
        response.Headers.Location!.OriginalString.ShouldBe($"/api/orders/{orderId}/cancellations/{id}");
        Text(await GetAsync(response.Headers.Location), "state").ShouldBe("Pending");
        var requested = Sent<CancellationRequested>(orderId).ShouldHaveSingleItem();
        requested.CancellationId.ShouldBe(id);
        requested.Version.ShouldBe(2);
        requested.Reason.ShouldBe("changed my mind");
    }

    [Fact]
    public async Task Cancel_Pending_GivesThePendingOneAndAsksOnce()
    {
        var orderId = await PlaceAsync();
        var first = await (await CancelAsync(orderId)).JsonAsync();

        var second = await CancelAsync(orderId);

        second.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        Text(await second.JsonAsync(), "cancellationId").ShouldBe(Text(first, "cancellationId"));
        Sent<CancellationRequested>(orderId).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Cancel_ManyAtOnce_AsksOnce()
    {
        var orderId = await PlaceAsync();

        var responses = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => CancelAsync(orderId)));

        responses.ShouldAllBe(response => response.StatusCode == HttpStatusCode.Accepted);
        Sent<CancellationRequested>(orderId).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Cancel_ThenCookingStarted_IsRefused()
    {
        var orderId = await PlaceAsync();
        var location = (await CancelAsync(orderId)).Headers.Location!;

        await Module.HandleAsync(Cooking(orderId));

        var cancellation = await GetAsync(location);
        Text(cancellation, "state").ShouldBe("Refused");
        Text(cancellation, "refusal").ShouldNotBeEmpty();
        var resolved = Sent<CancellationResolved>(orderId).ShouldHaveSingleItem();
        resolved.Accepted.ShouldBeFalse();
        resolved.Version.ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task Cancel_AfterCookingStarted_IsRefusedWithTheState()
    {
        var orderId = await PlaceAsync();
        await Module.HandleAsync(Cooking(orderId));

        var response = await CancelAsync(orderId);

        var problem = await response.ShouldBeProblemAsync(409, "cooking-started");
        Text(problem, "state").ShouldBe("Cooking");
        Sent<CancellationRequested>(orderId).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cancel_AfterClosed_IsRefusedWithTheOutcome()
    {
        var orderId = await PlaceAsync();
        await Module.HandleAsync(Close(orderId, OrderOutcome.StoreRejected));

        var response = await CancelAsync(orderId);

        var problem = await response.ShouldBeProblemAsync(409, "order-closed");
        Text(problem, "state").ShouldBe("Closed");
        Text(problem, "outcome").ShouldBe("StoreRejected");
    }

    [Theory]
    [InlineData(OrderOutcome.CancelledByCustomer, "Accepted")]
    [InlineData(OrderOutcome.PaymentDeclined, "Refused")]
    public async Task Close_WithPendingCancellation_ResolvesIt(OrderOutcome outcome, string state)
    {
        var orderId = await PlaceAsync();
        var location = (await CancelAsync(orderId)).Headers.Location!;

        await Module.HandleAsync(Close(orderId, outcome));

        Text(await GetAsync(location), "state").ShouldBe(state);
        Sent<CancellationResolved>(orderId).ShouldHaveSingleItem()
            .Accepted.ShouldBe(outcome == OrderOutcome.CancelledByCustomer);
    }

    [Fact]
    public async Task Close_Repeated_AnswersAgainWithTheFirstOutcome()
    {
        var orderId = await PlaceAsync();
        await Module.HandleAsync(Close(orderId, OrderOutcome.Completed) with { RequestId = "first" });

        await Module.HandleAsync(Close(orderId, OrderOutcome.CancelledByOperator) with { RequestId = "second" });

        var closed = Sent<OrderClosed>(orderId);
        closed.Select(answer => answer.RequestId).ShouldBe(["first", "second"]);
        closed.ShouldAllBe(answer => answer.Outcome == OrderOutcome.Completed && answer.Version == closed[0].Version);
    }

    [Fact]
    public async Task CookingStarted_Repeated_ChangesNothing()
    {
        var orderId = await PlaceAsync();
        await CancelAsync(orderId);
        await Module.HandleAsync(Cooking(orderId));

        await Module.HandleAsync(Cooking(orderId) with { Round = 2, Version = 9 });

        Sent<CancellationResolved>(orderId).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Cancel_SameKeyAfterItWasRefused_GivesTheSameAnswer()
    {
        var orderId = await PlaceAsync();
        var first = await CancelAsync(orderId, idempotencyKey: "cancel-key");
        await Module.HandleAsync(Cooking(orderId));

        var second = await CancelAsync(orderId, idempotencyKey: "cancel-key");

        second.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Cancel_WithoutBody_IsAccepted()
    {
        var orderId = await PlaceAsync();

        var response = await SendAsync(Customer(), $"/api/orders/{orderId}/cancel", body: null);

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Cancel_LongReason_IsRefused()
    {
        var orderId = await PlaceAsync();

        var response = await SendAsync(Customer(), $"/api/orders/{orderId}/cancel", new { reason = new string('x', 501) });

        await response.ShouldBeProblemAsync(422, "reason-invalid");
    }

    [Fact]
    public async Task ForeignOrder_EveryRoute_LooksUnknown()
    {
        var orderId = await PlaceAsync("customer-2");
        var location = (await CancelAsync(orderId, "customer-2")).Headers.Location!;

        await (await CancelAsync(orderId)).ShouldBeProblemAsync(404, "order-not-found");
        await (await SendAsync(Customer(), $"/api/orders/{orderId}/confirm", body: null)).ShouldBeProblemAsync(404, "order-not-found");
        await (await Customer().GetAsync(location)).ShouldBeProblemAsync(404, "cancellation-not-found");
        await (await CancelAsync("ord_nothing")).ShouldBeProblemAsync(404, "order-not-found");
    }

    [Fact]
    public async Task Confirm_Open_AsksRiders()
    {
        var orderId = await PlaceAsync();

        var response = await SendAsync(Customer(), $"/api/orders/{orderId}/confirm", body: null);

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        Sent<ConfirmHandOver>(orderId).ShouldHaveSingleItem().ConfirmedBy.ShouldBe(HandOverConfirmation.Customer);
    }

    [Fact]
    public async Task Confirm_Closed_IsRefused()
    {
        var orderId = await PlaceAsync();
        await Module.HandleAsync(Close(orderId, OrderOutcome.Completed));

        var response = await SendAsync(Customer(), $"/api/orders/{orderId}/confirm", body: null);

        await response.ShouldBeProblemAsync(409, "order-closed");
        Sent<ConfirmHandOver>(orderId).ShouldBeEmpty();
    }

    private static CookingStarted Cooking(string orderId) =>
        new() { OrderId = orderId, Version = 3, At = DateTimeOffset.UnixEpoch, Round = 1, StoreId = "sto_hanok" };

    private static CloseOrder Close(string orderId, OrderOutcome outcome) => new() { OrderId = orderId, Outcome = outcome };

    private Task<HttpResponseMessage> CancelAsync(string orderId, string customer = "customer-1", string? idempotencyKey = null) =>
        SendAsync(Customer(customer), $"/api/orders/{orderId}/cancel", new { reason = "changed my mind" }, idempotencyKey);

    private async Task<System.Text.Json.JsonElement> GetAsync(Uri location) => await (await Customer().GetAsync(location)).JsonAsync();
}
