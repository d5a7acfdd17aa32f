using System.Net;
using System.Net.Http.Json;
using Delivery.Payments.Tests.Support;
using Delivery.ServiceDefaults.Authorization;

namespace Delivery.Payments.Tests.Api;

public sealed class PaymentEndpointsTests : IAsyncLifetime
{
    private readonly FaultyProvider _provider = new();
    private readonly string _orderId = Orders.NewId();
    private PaymentsHost _host = null!;
    private HttpClient _customer = null!;

    private string Path => $"/api/orders/{_orderId}/payment";

    public async ValueTask InitializeAsync()
    {
        _host = await PaymentsHost.StartAsync(_provider);
        _customer = _host.CreateClient(Roles.Customer, Orders.Customer);
    }

    public async ValueTask DisposeAsync()
    {
        _customer.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Get_OwnPayment_ShowsStateAndAmount()
    {
        await AuthorizeAsync();

        var payment = await (await GetAsync(_customer)).JsonAsync();

        payment.GetProperty("orderId").GetString().ShouldBe(_orderId);
        payment.GetProperty("state").GetString().ShouldBe("Authorized");
        payment.GetProperty("amount").GetProperty("amount").GetInt64().ShouldBe(23_000);
        payment.ToString().ShouldNotContain("tok_");
    }

    [Fact]
    public async Task Get_SomeoneElses_LooksLikeNone()
    {
        await AuthorizeAsync();
        using var stranger = _host.CreateClient(Roles.Customer, "customer-2");

        await (await GetAsync(stranger)).ShouldBeProblemAsync(404, "payment-not-found");
        using var @operator = _host.CreateClient(Roles.Operator, "operator-1");
        (await GetAsync(@operator)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(Roles.Owner)]
    [InlineData(Roles.Rider)]
    public async Task Get_WrongRole_IsForbidden(string role)
    {
        using var client = _host.CreateClient(role, Orders.Customer);

        (await GetAsync(client)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task PayAgain_ProviderIsBack_IsAuthorized()
    {
        await DeferAsync();

        var answer = await PayAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.JsonAsync()).GetProperty("state").GetString().ShouldBe("Authorized");
        _host.SentOnce<Contracts.Payments.PaymentAuthorized>(_orderId).RequestId.ShouldBe("authorize");
    }

    [Fact]
    public async Task PayAgain_OtherToken_IsTriedInstead()
    {
        await DeferAsync();

        var answer = await PayAsync(new { paymentToken = "tok_decline_other" });

        (await answer.JsonAsync()).GetProperty("state").GetString().ShouldBe("Declined");
        _provider.Calls.Last().Token!.Value.ShouldBe("tok_decline_other");
    }

    [Fact]
    public async Task PayAgain_ProviderStillAway_IsUnavailableAndCanBeTriedAgain()
    {
        await DeferAsync();
        _provider.Fault = _ => Fault.NotReached;

        var answer = await PayAsync();

        await answer.ShouldBeProblemAsync(503, "payment-unavailable");
        answer.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        _provider.Fault = _ => Fault.None;
        (await PayAsync()).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task PayAgain_CircuitIsOpen_CallsNobody()
    {
        await DeferAsync();
        await _host.OpenCircuitAsync();
        var calls = _provider.Calls.Count();

        await (await PayAsync(new { paymentToken = "tok_other" })).ShouldBeProblemAsync(503, "payment-unavailable");

        _provider.Calls.Count().ShouldBe(calls);
        (await _host.PaymentAsync(_orderId)).Token!.Value.ShouldBe("tok_ok");
    }

    [Fact]
    public async Task PayAgain_AnAttemptIsUnderWay_SaysSo()
    {
        await DeferAsync();
        _host.Time.Advance(TimeSpan.FromMinutes(1));
        var claimed = (await _host.ClaimAsync(deferred: true)).ShouldHaveSingleItem();

        var answer = await PayAsync(new { paymentToken = "tok_other" });

        (await answer.JsonAsync()).GetProperty("state").GetString().ShouldBe("Authorizing");
        await _host.Runner.RunAsync(claimed, TestContext.Current.CancellationToken);
        _provider.Model.Books(_orderId).Authorized.ShouldBe(23_000);
    }

    [Fact]
    public async Task PayAgain_NotDeferred_IsRefusedWithTheState()
    {
        await AuthorizeAsync();

        var problem = await (await PayAsync()).ShouldBeProblemAsync(409, "payment-not-deferred");

        problem.GetProperty("state").GetString().ShouldBe("Authorized");
    }

    [Fact]
    public async Task PayAgain_UnknownOrForeignOrder_IsNotFound()
    {
        await (await PayAsync()).ShouldBeProblemAsync(404, "payment-not-found");
        await DeferAsync();
        using var stranger = _host.CreateClient(Roles.Customer, "customer-2");

        await (await stranger.PostAsync(Path, content: null, TestContext.Current.CancellationToken))
            .ShouldBeProblemAsync(404, "payment-not-found");
    }

    [Fact]
    public async Task PayAgain_UnusableToken_IsRefused()
    {
        await DeferAsync();

        await (await PayAsync(new { paymentToken = "" })).ShouldBeProblemAsync(400, "payment-token-invalid");
        await (await PayAsync(new { paymentToken = new string('x', 201) })).ShouldBeProblemAsync(400, "payment-token-invalid");
    }

    [Fact]
    public async Task PayAgain_MalformedBody_IsRefused()
    {
        await DeferAsync();
        using var body = new StringContent("{\"paymentToken\":", System.Text.Encoding.UTF8, "application/json");

        (await _customer.PostAsync(Path, body, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task GetLedger_Operator_SeesBalancedBookings()
    {
        await AuthorizeAsync();
        await _host.HandleAsync(Orders.Capture(_orderId));
        await _host.PerformDueAsync();
        using var @operator = _host.CreateClient(Roles.Operator, "operator-1");

        var ledger = await (await @operator.GetAsync($"/ops/payments/{_orderId}/ledger", TestContext.Current.CancellationToken)).JsonAsync();

        ledger.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("amount").GetInt64()).ShouldBe([-23_000, 23_000]);
        (await _customer.GetAsync($"/ops/payments/{_orderId}/ledger", TestContext.Current.CancellationToken))
            .StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task AuthorizeAsync()
    {
        await _host.HandleAsync(Orders.Submit(_orderId));
        await _host.HandleAsync(Orders.Authorize(_orderId));
        await _host.PerformDueAsync();
    }

    private async Task DeferAsync()
    {
        _provider.Fault = _ => Fault.NotReached;
        await AuthorizeAsync();
        _provider.Fault = _ => Fault.None;
    }

    private Task<HttpResponseMessage> GetAsync(HttpClient client) => client.GetAsync(Path, TestContext.Current.CancellationToken);

    private Task<HttpResponseMessage> PayAsync(object? body = null) =>
        _customer.PostAsync(Path, body is null ? null : JsonContent.Create(body), TestContext.Current.CancellationToken);
}
