using Delivery.Contracts.Payments;
using Delivery.Payments.Lifecycle;
using Delivery.Payments.Operations;
using Delivery.Payments.Tests.Support;

namespace Delivery.Payments.Tests;

/// <summary>The handlers on real databases, with a provider that fails when told.</summary>
public sealed class HandlerTests
{
    private readonly FaultyProvider _provider = new();
    private readonly string _orderId = Orders.NewId();

    [Theory]
    [InlineData(TestDatabase.Sqlite, true)]
    [InlineData(TestDatabase.Sqlite, false)]
    [InlineData(TestDatabase.Postgres, true, Traits = ["Needs", "Server"])]
    [InlineData(TestDatabase.Postgres, false, Traits = ["Needs", "Server"])]
    public async Task Authorize_EitherArrivalOrder_IsAuthorizedOnce(TestDatabase database, bool methodFirst)
    {
        await using var host = await PaymentsHost.StartAsync(_provider, database);
        await host.HandleAsync(methodFirst ? Orders.Submit(_orderId) : Orders.Authorize(_orderId));
        await host.HandleAsync(methodFirst ? Orders.Authorize(_orderId) : Orders.Submit(_orderId));

        await host.PerformDueAsync();

        (await host.PaymentAsync(_orderId)).State.ShouldBe(PaymentState.Authorized);
        host.SentOnce<PaymentAuthorized>(_orderId).RequestId.ShouldBe("authorize");
        _provider.Calls.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(TestDatabase.Sqlite)]
    [InlineData(TestDatabase.Postgres, Traits = ["Needs", "Server"])]
    public async Task Authorize_BothAtOnce_IsAuthorizedOnce(TestDatabase database)
    {
        await using var host = await PaymentsHost.StartAsync(_provider, database);

        await Task.WhenAll(host.HandleAsync(Orders.Submit(_orderId)), host.HandleAsync(Orders.Authorize(_orderId)));
        await host.PerformDueAsync();

        (await host.PaymentAsync(_orderId)).State.ShouldBe(PaymentState.Authorized);
    }

    [Fact]
    public async Task Handle_SameMessageTwice_IsHandledOnce()
    {
        await using var host = await PaymentsHost.StartAsync(_provider);
        var messageId = Guid.NewGuid();
        await host.HandleAsync(Orders.Revoke(_orderId), messageId);

        (await host.HandleAsync(Orders.Revoke(_orderId), messageId)).ShouldBeFalse();

        host.SentOnce<PaymentRevoked>(_orderId);
    }

    [Theory]
    [InlineData(TestDatabase.Sqlite)]
    [InlineData(TestDatabase.Postgres, Traits = ["Needs", "Server"])]
    public async Task Handle_EveryCommandTwice_MovesTheMoneyOnce(TestDatabase database)
    {
        await using var host = await PaymentsHost.StartAsync(_provider, database);
        await TwiceAsync(() => host.HandleAsync(Orders.Submit(_orderId)));
        await TwiceAsync(() => host.HandleAsync(Orders.Authorize(_orderId)));
        await host.PerformDueAsync();
        await TwiceAsync(() => host.HandleAsync(Orders.Capture(_orderId)));
        await host.PerformDueAsync();
        await TwiceAsync(() => host.HandleAsync(Orders.Settle(_orderId)));
        await TwiceAsync(() => host.HandleAsync(Orders.Capture(_orderId)));
        await host.PerformDueAsync();

        _provider.Calls.Count().ShouldBe(2);
        _provider.Model.Books(_orderId).ShouldBe(new SandboxBooks(23_000, 23_000, 0, 0, Open: false));
        var ledger = await host.LedgerAsync(_orderId);
        ledger.Count.ShouldBe(5);
        ledger.Sum(entry => entry.Amount).ShouldBe(0);
    }

    [Fact]
    public async Task Revoke_DuringTheProvidersCall_UndoesTheLateSuccess()
    {
        await using var host = await PaymentsHost.StartAsync(_provider);
        _provider.BeforeAnswer = call => call.Kind == OperationKind.Authorize
            ? host.HandleAsync(Orders.Revoke(_orderId))
            : Task.CompletedTask;
        await host.HandleAsync(Orders.Submit(_orderId));
        await host.HandleAsync(Orders.Authorize(_orderId));

        await host.PerformDueAsync();

        host.Sent(_orderId).ShouldHaveSingleItem().ShouldBeOfType<PaymentRevoked>();
        _provider.Model.Books(_orderId).ShouldBe(new SandboxBooks(23_000, 0, 0, 23_000, Open: false));
    }

    [Fact]
    public async Task Revoke_DuringTheCapture_RefundsIt()
    {
        await using var host = await PaymentsHost.StartAsync(_provider);
        await AuthorizeAsync(host);
        _provider.BeforeAnswer = call => call.Kind == OperationKind.Capture
            ? host.HandleAsync(Orders.Revoke(_orderId))
            : Task.CompletedTask;
        await host.HandleAsync(Orders.Capture(_orderId));

        await host.PerformDueAsync();

        host.SentOnce<PaymentRevoked>(_orderId).Refunded.ShouldBe(Orders.Total);
        host.Sent(_orderId).OfType<PaymentCaptured>().ShouldBeEmpty();
        _provider.Model.Books(_orderId).ShouldBe(new SandboxBooks(23_000, 23_000, 23_000, 0, Open: false));
        (await host.LedgerAsync(_orderId)).GroupBy(entry => entry.Account).ShouldAllBe(account => account.Sum(entry => entry.Amount) == 0);
    }

    [Theory]
    [InlineData(TestDatabase.Sqlite)]
    [InlineData(TestDatabase.Postgres, Traits = ["Needs", "Server"])]
    public async Task Revoke_AnswerOfTheAuthorizationLost_LooksItUpAndVoids(TestDatabase database)
    {
        await using var host = await PaymentsHost.StartAsync(_provider, database);
        _provider.Fault = _ => Fault.LostAnswer;
        await host.HandleAsync(Orders.Submit(_orderId));
        await host.HandleAsync(Orders.Authorize(_orderId));
        await host.PerformDueAsync();
        (await host.PaymentAsync(_orderId)).State.ShouldBe(PaymentState.Deferred);
        _provider.Model.Books(_orderId).Open.ShouldBeTrue();

        await host.HandleAsync(Orders.Revoke(_orderId));
        _provider.Fault = _ => Fault.None;
        await host.PerformDueAsync();

        (await host.PaymentAsync(_orderId)).State.ShouldBe(PaymentState.Revoked);
        _provider.Model.Books(_orderId).ShouldBe(new SandboxBooks(23_000, 0, 0, 23_000, Open: false));
        _provider.Calls.Select(call => call.Kind).ShouldBe([OperationKind.Authorize, OperationKind.LookUp, OperationKind.Void]);
    }

    [Theory]
    [InlineData(TestDatabase.Sqlite)]
    [InlineData(TestDatabase.Postgres, Traits = ["Needs", "Server"])]
    public async Task Revoke_AuthorizationLost_IsRevokedWhenItCannotTakeEffectAnyLonger(TestDatabase database)
    {
        await using var host = await PaymentsHost.StartAsync(_provider, database);
        _provider.Fault = call => call.Kind == OperationKind.Authorize ? Fault.LostRequest : Fault.None;
        await AuthorizeAsync(host);

        await host.HandleAsync(Orders.Revoke(_orderId));
        await host.PerformDueAsync();
        host.Time.Advance(TimeSpan.FromSeconds(59));
        await host.PerformDueAsync();
        (await host.PaymentAsync(_orderId)).State.ShouldBe(PaymentState.Revoking);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await host.PerformDueAsync();

        (await host.PaymentAsync(_orderId)).State.ShouldBe(PaymentState.Revoked);
        _provider.Calls.Count(call => call.Kind == OperationKind.Authorize).ShouldBe(1);
    }

    [Fact]
    public async Task Deferred_Revoked_IsNeverTriedAgain()
    {
        await using var host = await PaymentsHost.StartAsync(_provider);
        _provider.Fault = _ => Fault.NotReached;
        await host.HandleAsync(Orders.Submit(_orderId));
        await host.HandleAsync(Orders.Authorize(_orderId));
        await host.PerformDueAsync();

        await host.HandleAsync(Orders.Revoke(_orderId));
        _provider.Fault = _ => Fault.None;
        host.Time.Advance(TimeSpan.FromHours(1));
        await host.PerformDueAsync();

        _provider.Calls.ShouldHaveSingleItem();
        host.Sent(_orderId).Select(sent => sent.GetType()).ShouldBe([typeof(PaymentDeferred), typeof(PaymentRevoked)]);
    }

    [Fact]
    public async Task Deferred_ItsTimeComes_IsAuthorizedWithTheRememberedRequest()
    {
        await using var host = await PaymentsHost.StartAsync(_provider);
        _provider.Fault = _ => Fault.NotReached;
        await host.HandleAsync(Orders.Submit(_orderId));
        await host.HandleAsync(Orders.Authorize(_orderId));
        await host.PerformDueAsync();
        _provider.Fault = _ => Fault.None;
        await host.PerformDueAsync();
        (await host.PaymentAsync(_orderId)).State.ShouldBe(PaymentState.Deferred);

        host.Time.Advance(TimeSpan.FromSeconds(20));
        await host.PerformDueAsync();

        host.SentOnce<PaymentAuthorized>(_orderId).RequestId.ShouldBe("authorize");
    }

    [Fact]
    public async Task Capture_NobodyKnowsTheOrder_ThrowsForTheDeadLetters()
    {
        await using var host = await PaymentsHost.StartAsync(_provider);

        await Should.ThrowAsync<InvalidOperationException>(() => host.HandleAsync(Orders.Capture(_orderId)));
    }

    [Theory]
    [InlineData(TestDatabase.Sqlite)]
    [InlineData(TestDatabase.Postgres, Traits = ["Needs", "Server"])]
    public async Task Claim_ReplicaDied_IsTakenOverWhenTheLeaseHasRunOut(TestDatabase database)
    {
        await using var host = await PaymentsHost.StartAsync(_provider, database);
        await host.HandleAsync(Orders.Submit(_orderId));
        await host.HandleAsync(Orders.Authorize(_orderId));
        var first = (await host.ClaimAsync()).ShouldHaveSingleItem();
        (await host.ClaimAsync()).ShouldBeEmpty();
        first.Call.SendBefore.ShouldBe((await host.PaymentAsync(_orderId)).Operation!.LeasedUntil!.Value);

        host.Time.Advance(TimeSpan.FromMinutes(1));
        var second = (await host.ClaimAsync()).ShouldHaveSingleItem();
        await host.Runner.RunAsync(second, TestContext.Current.CancellationToken);
        await host.Runner.RunAsync(first, TestContext.Current.CancellationToken);

        second.Call.IdempotencyKey.ShouldBe(first.Call.IdempotencyKey);
        host.SentOnce<PaymentAuthorized>(_orderId);
        _provider.Model.Books(_orderId).Authorized.ShouldBe(23_000);
    }

    [Theory]
    [InlineData(TestDatabase.Sqlite)]
    [InlineData(TestDatabase.Postgres, Traits = ["Needs", "Server"])]
    public async Task Claim_ManyAtOnce_GivesEachOperationToOne(TestDatabase database)
    {
        await using var host = await PaymentsHost.StartAsync(_provider, database);
        for (var i = 0; i < 20; i++)
        {
            var orderId = Orders.NewId();
            await host.HandleAsync(Orders.Submit(orderId));
            await host.HandleAsync(Orders.Authorize(orderId));
        }

        var claims = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.ClaimAsync()));

        claims.SelectMany(claimed => claimed).Select(claimed => claimed.Call.OrderId).ShouldBeUnique();
        claims.Sum(claimed => claimed.Count).ShouldBe(20);
    }

    private static async Task TwiceAsync(Func<Task> action)
    {
        await action();
        await action();
    }

    private async Task AuthorizeAsync(PaymentsHost host)
    {
        await host.HandleAsync(Orders.Submit(_orderId));
        await host.HandleAsync(Orders.Authorize(_orderId));
        await host.PerformDueAsync();
    }
}
