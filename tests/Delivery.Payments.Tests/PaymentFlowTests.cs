using Delivery.Contracts.Payments;
using Delivery.Payments.Lifecycle;
using Delivery.Payments.Tests.Support;

namespace Delivery.Payments.Tests;

/// <summary>The module with its worker against the real sandbox.</summary>
public sealed class PaymentFlowTests
{
    [Theory]
    [InlineData(TestDatabase.Sqlite)]
    [InlineData(TestDatabase.Postgres, Traits = ["Needs", "Server"])]
    public async Task Worker_AuthorizeCaptureSettle_MovesTheMoneyOnceAndBalances(TestDatabase database)
    {
        var orderId = Orders.NewId();
        await using var sandbox = await TestSandbox.StartAsync();
        await using var host = await PaymentsHost.StartAsync(sandbox.Settings, database);
        await host.StartWorkerAsync();

        await host.HandleAsync(Orders.Submit(orderId));
        await host.HandleAsync(Orders.Authorize(orderId));
        await host.WaitForAsync(orderId, payment => payment.State == PaymentState.Authorized);
        await host.HandleAsync(Orders.Capture(orderId));
        await host.WaitForAsync(orderId, payment => payment.State == PaymentState.Captured);
        await host.HandleAsync(Orders.Settle(orderId));

        (await sandbox.BooksAsync(orderId)).ShouldBe(new SandboxBooks(23_000, 23_000, 0, 0, Open: false));
        host.Sent(orderId).Select(sent => sent.GetType()).ShouldBe([typeof(PaymentAuthorized), typeof(PaymentCaptured), typeof(OrderSettled)]);
        host.Sent(orderId).Select(sent => sent.RequestId).ShouldBe(["authorize", "capture", "settle"]);
        host.Sent(orderId).Select(sent => sent.Version).ShouldBe([1, 2, 3]);
        var ledger = await host.LedgerAsync(orderId);
        ledger.Sum(entry => entry.Amount).ShouldBe(0);
        ledger.Where(entry => entry.Account == "platform").Sum(entry => entry.Amount).ShouldBe(0);
        ledger.Single(entry => entry.Account == "customer:customer-1").Amount.ShouldBe(-23_000);
    }
}
