using System.Collections.Concurrent;
using System.Text.Json;
using Delivery.Contracts.Payments;
using Delivery.Payments.Api;
using Delivery.Payments.Lifecycle;
using Delivery.Payments.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Delivery.Payments.Tests;

/// <summary>A payment token reaches nobody but the provider, and is forgotten when it has served.</summary>
public sealed class TokenSecrecyTests
{
    private const string Secret = "SeCrEt";

    [Theory]
    [InlineData("tok_ok_" + Secret)]
    [InlineData("tok_decline_" + Secret)]
    [InlineData("tok_overload_" + Secret)]
    public async Task Token_WhateverHappens_IsNeverLoggedOrSentAndErasedWhenDecided(string token)
    {
        var orderId = Orders.NewId();
        using var log = new RecordingLoggerProvider();
        await using var sandbox = await TestSandbox.StartAsync();
        await using var host = await PaymentsHost.StartAsync(
            sandbox.Settings,
            configure: services => services.AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace)));
        await host.HandleAsync(Orders.Submit(orderId, token));
        await host.HandleAsync(Orders.Authorize(orderId));

        await host.PerformDueAsync();
        await host.HandleAsync(Orders.Revoke(orderId));
        await host.PerformDueAsync();

        var payment = await host.PaymentAsync(orderId);
        (payment.State, payment.Token, payment.NextToken).ShouldBe((PaymentState.Revoked, null, null));
        log.Lines.ShouldNotBeEmpty();
        log.Lines.ShouldAllBe(line => !line.Contains(Secret));
        host.Sent(orderId).ShouldAllBe(sent => !JsonSerializer.Serialize(sent, sent.GetType(), JsonSerializerOptions.Web).Contains(Secret));
    }

    [Fact]
    public void Token_Printed_ShowsStars()
    {
        new PaymentToken(Secret).ToString().ShouldBe("***");
        new PayAgainRequest(Secret).ToString().ShouldNotContain(Secret);
        new SubmitPaymentMethod { OrderId = "o", CustomerId = "c", PaymentToken = Secret }.ToString().ShouldNotContain(Secret);
    }

    private sealed class RecordingLoggerProvider : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
