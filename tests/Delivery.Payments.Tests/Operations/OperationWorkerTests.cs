using Delivery.Contracts.Payments;
using Delivery.Payments.Lifecycle;
using Delivery.Payments.Provider;
using Delivery.Payments.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Payments.Tests.Operations;

public sealed class OperationWorkerTests
{
    private static readonly KeyValuePair<string, string?>[] Fast =
    [
        new("Payments:SweepInterval", "00:00:00.02"),
        new("Payments:DeferredRetryDelay", "00:00:00.2"),
        new("Payments:Backoff", "00:00:00.02"),
        new("Payments:LongestBackoff", "00:00:00.5"),
        new("Payments:RecoveryConcurrency", "2"),
        new("Payments:LateEffectWindow", "00:00:00.1"),
    ];

    [Fact]
    public async Task Worker_ManyDeferred_ResumesThemAFewAtATime()
    {
        var provider = new FaultyProvider { Fault = _ => Fault.NotReached };
        var (now, most) = (0, 0);
        provider.BeforeAnswer = async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            Interlocked.Decrement(ref now);
        };
        await using var host = await PaymentsHost.StartAsync(Fast, configure: services => services.AddSingleton<IPaymentProvider>(provider));
        await host.StartWorkerAsync();
        var orders = Enumerable.Range(0, 10).Select(_ => Orders.NewId()).ToList();
        foreach (var orderId in orders)
        {
            await host.HandleAsync(Orders.Submit(orderId));
            await host.HandleAsync(Orders.Authorize(orderId));
            await host.WaitForAsync(orderId, payment => payment.State == PaymentState.Deferred);
        }

        provider.Fault = _ => Fault.None;

        foreach (var orderId in orders)
        {
            await host.WaitForAsync(orderId, payment => payment.State == PaymentState.Authorized);
        }

        most.ShouldBe(2);
    }

    [Fact]
    public async Task Worker_CircuitOpensAndCloses_ResumesWhatWasDeferredByItself()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var host = await PaymentsHost.StartAsync(
        [
            .. sandbox.Settings,
            new("Payments:BreakerMinimumCalls", "4"),
            new("Payments:BreakDuration", "00:00:00.5"),
            // So long that only the recovery can be the reason.
            new("Payments:DeferredRetryDelay", "00:30:00"),
            new("Payments:LongestBackoff", "01:00:00"),
        ]);
        await host.StartWorkerAsync();
        await sandbox.OutageAsync("Overloaded");
        var orders = Enumerable.Range(0, 6).Select(_ => Orders.NewId()).ToList();
        foreach (var orderId in orders)
        {
            await host.HandleAsync(Orders.Submit(orderId));
            await host.HandleAsync(Orders.Authorize(orderId));
        }

        foreach (var orderId in orders)
        {
            await host.WaitForAsync(orderId, payment => payment.State == PaymentState.Deferred);
        }

        host.Circuit.IsClosed.ShouldBeFalse();
        await sandbox.HealAsync();

        foreach (var orderId in orders)
        {
            await host.WaitForAsync(orderId, payment => payment.State == PaymentState.Authorized);
            host.SentOnce<PaymentAuthorized>(orderId).RequestId.ShouldBe("authorize");
        }
    }

    [Fact]
    public async Task Worker_OpenCircuitWantsAProbe_ProbesWithAnOrdinaryOperationBeforeADeferredOne()
    {
        var provider = new ProbedProvider();
        await using var host = await PaymentsHost.StartAsync(provider);
        var (deferred, revoked, later) = (Orders.NewId(), Orders.NewId(), Orders.NewId());
        foreach (var orderId in new[] { deferred, revoked, later })
        {
            provider.Fault = orderId == deferred ? Fault.NotReached : Fault.None;
            await host.HandleAsync(Orders.Submit(orderId));
            await host.HandleAsync(Orders.Authorize(orderId));
            await host.PerformDueAsync();
        }

        await host.OpenCircuitAsync();
        provider.Pipeline = host.Pipeline;
        await host.HandleAsync(Orders.Revoke(revoked));
        host.Time.Advance(TimeSpan.FromMinutes(10));
        host.Circuit.WantsProbe.ShouldBeTrue();

        await host.StartWorkerAsync();
        await provider.WaitForAsync(revoked);
        // One more look of the worker, which has ended the first one then.
        await host.HandleAsync(Orders.Revoke(later));
        await provider.WaitForAsync(later);

        var waiting = (await host.PaymentAsync(deferred)).Operation!;
        (waiting.IsClaimed, waiting.Attempts).ShouldBe((false, 1));
        provider.Release();
        await host.WaitForAsync(revoked, payment => payment.State == PaymentState.Revoked);
        await host.WaitForAsync(deferred, payment => payment.State == PaymentState.Authorized);
    }

    [Theory]
    [InlineData(TestDatabase.Sqlite)]
    [InlineData(TestDatabase.Postgres, Traits = ["Needs", "Server"])]
    public async Task Worker_CommandsRaceOnABadLine_LeavesTheMoneyRight(TestDatabase database)
    {
        var provider = new FaultyProvider();
        var faults = new Random(20260302);
        provider.Fault = _ =>
        {
            lock (faults)
            {
                return (Fault)Math.Max(0, faults.Next(-4, 4));
            }
        };
        await using var host = await PaymentsHost.StartAsync(
            Fast, database, services => services.AddSingleton<IPaymentProvider>(provider));
        await host.StartWorkerAsync();
        var orders = Enumerable.Range(0, 24).Select(_ => Orders.NewId()).ToList();

        await Task.WhenAll(orders.Select(async (orderId, index) =>
        {
            await Task.WhenAll(host.HandleAsync(Orders.Submit(orderId)), host.HandleAsync(Orders.Authorize(orderId)));
            await Task.WhenAll(
                index % 3 == 0 ? host.HandleAsync(Orders.Revoke(orderId)) : Task.CompletedTask, host.HandleAsync(Orders.Authorize(orderId)));
            if (index % 3 != 0)
            {
                await host.WaitForAsync(orderId, payment => payment.State == PaymentState.Authorized);
                await host.HandleAsync(Orders.Capture(orderId));
            }

            if (index % 3 == 1)
            {
                await host.HandleAsync(Orders.Revoke(orderId));
            }
        }));

        for (var index = 0; index < orders.Count; index++)
        {
            var wanted = index % 3 == 2 ? PaymentState.Captured : PaymentState.Revoked;
            await host.WaitForAsync(orders[index], payment => payment.Operation is null && payment.State == wanted);
            var books = provider.Model.Books(orders[index]);
            (books.Captured - books.Refunded).ShouldBe(wanted == PaymentState.Captured ? 23_000 : 0);
            books.Open.ShouldBeFalse();
            books.Authorized.ShouldBeLessThanOrEqualTo(23_000);
            (await host.LedgerAsync(orders[index])).Sum(entry => entry.Amount).ShouldBe(0);
        }
    }
}
