using System.Net.Http.Json;
using Delivery.Contracts.Payments;
using Delivery.Payments.Lifecycle;
using Delivery.Payments.Operations;
using Delivery.Payments.Tests.Support;
using Delivery.ServiceDefaults.Authorization;

namespace Delivery.Payments.Tests;

/// <summary>The module with its worker against the real sandbox: nobody knows what became of an authorization, and nobody wants it any longer.</summary>
public sealed class UncertainAuthorizationTests : IAsyncLifetime
{
    /// <summary>Repeating a call with this card would never bring an answer.</summary>
    private const string Overloaded = "tok_overload9999_x";

    private readonly string _orderId = Orders.NewId();
    private TestSandbox _sandbox = null!;
    private PaymentsHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await TestSandbox.StartAsync();
        _host = await PaymentsHost.StartAsync(
        [
            .. _sandbox.Settings,
            // By itself nothing deferred is tried again.
            new("Payments:DeferredRetryDelay", "00:30:00"),
            new("Payments:LateEffectWindow", "00:00:02"),
        ]);
        await _host.StartWorkerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Revoke_CallLostAndTheCardAlwaysOverloads_IsRevoked()
    {
        await LoseCallAsync(Overloaded);

        await _host.HandleAsync(Orders.Revoke(_orderId));

        await _host.WaitForAsync(_orderId, payment => payment.State == PaymentState.Revoked);
        _host.SentOnce<PaymentRevoked>(_orderId).Refunded.ShouldBeNull();
        (await _sandbox.BooksAsync(_orderId)).ShouldBe(new SandboxBooks(0, 0, 0, 0, Open: false));
    }

    [Fact]
    public async Task Revoke_AnswerLost_IsVoided()
    {
        await LoseAnswerAsync();

        await _host.HandleAsync(Orders.Revoke(_orderId));

        await _host.WaitForAsync(_orderId, payment => payment.State == PaymentState.Revoked);
        (await _sandbox.BooksAsync(_orderId)).ShouldBe(new SandboxBooks(23_000, 0, 0, 23_000, Open: false));
    }

    [Fact]
    public async Task Revoke_CallTakesEffectOnlyAfterALookUp_IsVoided()
    {
        var held = await _sandbox.HoldEffectsAsync();
        await BeginAsync("tok_ok");
        await _host.WaitForAsync(_orderId, payment => payment is { State: PaymentState.Deferred, Operation.IsUncertain: true });
        await _host.HandleAsync(Orders.Revoke(_orderId));
        await _host.WaitForAsync(_orderId, payment => payment.Operation is { Kind: OperationKind.LookUp, Attempts: > 0 });

        await held.DisposeAsync();

        await _host.WaitForAsync(_orderId, payment => payment.State == PaymentState.Revoked);
        (await _sandbox.BooksAsync(_orderId)).ShouldBe(new SandboxBooks(23_000, 0, 0, 23_000, Open: false));
    }

    [Fact]
    public async Task PayAgain_CallLostAndTheCardAlwaysOverloads_IsAuthorizedWithTheNewCard()
    {
        await LoseCallAsync(Overloaded);

        (await PayAgainAsync("tok_ok_new")).ShouldBe("Authorizing");

        await _host.WaitForAsync(_orderId, payment => payment.State == PaymentState.Authorized);
        _host.SentOnce<PaymentAuthorized>(_orderId).RequestId.ShouldBe("authorize");
        (await _sandbox.BooksAsync(_orderId)).ShouldBe(new SandboxBooks(23_000, 0, 0, 0, Open: true));
    }

    [Fact]
    public async Task PayAgain_AnswerLost_IsAuthorizedWithTheEarlierCard()
    {
        await LoseAnswerAsync();

        (await PayAgainAsync("tok_decline_new")).ShouldBe("Authorized");

        (await _sandbox.BooksAsync(_orderId)).ShouldBe(new SandboxBooks(23_000, 0, 0, 0, Open: true));
    }

    private async Task BeginAsync(string token)
    {
        await _host.HandleAsync(Orders.Submit(_orderId, token));
        await _host.HandleAsync(Orders.Authorize(_orderId));
    }

    private async Task LoseCallAsync(string token)
    {
        await _sandbox.OutageAsync("Down");
        await BeginAsync(token);
        await WaitUntilUncertainAsync();
    }

    private async Task LoseAnswerAsync()
    {
        await BeginAsync("tok_timeout");
        await Eventually.TrueAsync(async () => (await _sandbox.BooksAsync(_orderId)).Authorized > 0, "the first call's effect");
        await _sandbox.OutageAsync("Overloaded");
        await WaitUntilUncertainAsync();
    }

    private async Task WaitUntilUncertainAsync()
    {
        await _host.WaitForAsync(_orderId, payment => payment is { State: PaymentState.Deferred, Operation.IsUncertain: true });
        await _sandbox.HealAsync();
    }

    private async Task<string?> PayAgainAsync(string token)
    {
        using var customer = _host.CreateClient(Roles.Customer, Orders.Customer);
        var answer = await customer.PostAsJsonAsync(
            $"/api/orders/{_orderId}/payment", new { paymentToken = token }, TestContext.Current.CancellationToken);
        return (await answer.JsonAsync()).GetProperty("state").GetString();
    }
}
