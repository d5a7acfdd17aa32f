using System.Diagnostics;
using Delivery.Contracts;
using Delivery.Contracts.Payments;
using Delivery.Payments.Tests.Support;

namespace Delivery.Payments.Tests.Operations;

/// <summary>What follows from a call belongs to the trace of whoever wanted it last.</summary>
public sealed class OperationTraceTests : IDisposable
{
    private readonly FaultyProvider _provider = new();
    private readonly string _orderId = Orders.NewId();
    private readonly ActivitySource _source = new("Delivery.Tests");
    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = source => source.Name.StartsWith("Delivery.", StringComparison.Ordinal),
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    public OperationTraceTests() => ActivitySource.AddActivityListener(_listener);

    public void Dispose()
    {
        _listener.Dispose();
        _source.Dispose();
    }

    [Fact]
    public async Task Run_NobodyElseWantsAnything_AnswersInTheTraceOfTheCommand()
    {
        await using var host = await PaymentsHost.StartAsync(_provider);
        await host.HandleAsync(Orders.Submit(_orderId));
        var authorization = await HandleInATraceAsync(host, Orders.Authorize(_orderId));

        await host.PerformDueAsync();

        await ShouldBeToldInAsync<PaymentAuthorized>(host, authorization);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_AuthorizationIsRevokedWhileUnderWay_AnswersInTheTraceOfTheRevocation(bool reached)
    {
        _provider.Fault = call => reached ? Fault.None : Fault.NotReached;
        await using var host = await PaymentsHost.StartAsync(_provider);
        await host.HandleAsync(Orders.Submit(_orderId));
        await HandleInATraceAsync(host, Orders.Authorize(_orderId));
        var underWay = (await host.ClaimAsync()).ShouldHaveSingleItem();
        var revocation = await HandleInATraceAsync(host, Orders.Revoke(_orderId));

        await host.Runner.RunAsync(underWay, CancellationToken.None);
        await host.PerformDueAsync();

        await ShouldBeToldInAsync<PaymentRevoked>(host, revocation);
    }

    [Fact]
    public async Task Run_CaptureIsRevokedWhileUnderWay_AnswersInTheTraceOfTheRevocation()
    {
        await using var host = await PaymentsHost.StartAsync(_provider);
        await host.HandleAsync(Orders.Submit(_orderId));
        await host.HandleAsync(Orders.Authorize(_orderId));
        await host.PerformDueAsync();
        await HandleInATraceAsync(host, Orders.Capture(_orderId));
        var underWay = (await host.ClaimAsync()).ShouldHaveSingleItem();
        var revocation = await HandleInATraceAsync(host, Orders.Revoke(_orderId));

        await host.Runner.RunAsync(underWay, CancellationToken.None);
        await host.PerformDueAsync();

        await ShouldBeToldInAsync<PaymentRevoked>(host, revocation);
    }

    private async Task<string> HandleInATraceAsync(PaymentsHost host, IMessage message)
    {
        using var activity = _source.StartActivity(message.GetType().Name, ActivityKind.Internal, parentContext: default)!;
        await host.HandleAsync(message);
        return activity.TraceId.ToHexString();
    }

    private static async Task ShouldBeToldInAsync<TEvent>(PaymentsHost host, string trace)
        where TEvent : IOrderEvent => (await host.TracesOfAsync<TEvent>()).ShouldHaveSingleItem()!.ShouldContain(trace);
}
