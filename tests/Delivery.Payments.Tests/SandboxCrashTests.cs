using System.Net.Http.Json;
using System.Text.Json;
using Delivery.Payments.Lifecycle;
using Delivery.Payments.Tests.Support;
using Delivery.Testing.Processes;

namespace Delivery.Payments.Tests;

/// <summary>The provider dies where it hurts: after the effect and before the answer.</summary>
public sealed class SandboxCrashTests
{
    [Fact]
    public async Task Authorize_ProviderKilledBeforeItsAnswer_HoldsTheMoneyOnce()
    {
        var orderId = Orders.NewId();
        using var directory = new TemporaryDirectory();
        await using var first = await SandboxProcess.StartAsync(directory.Path);
        await using var host = await PaymentsHost.StartAsync(
        [
            new("Payments:ProviderUrl", first.Url.AbsoluteUri),
            new("Payments:AttemptTimeout", "00:00:10"),
            new("Payments:RetryDelay", "00:00:00.01"),
            new("Payments:DeferredRetryDelay", "00:00:00.1"),
            new("Payments:SweepInterval", "00:00:00.02"),
        ]);
        await host.StartWorkerAsync();
        await host.HandleAsync(Orders.Submit(orderId, "tok_timeout"));
        await host.HandleAsync(Orders.Authorize(orderId));
        using var client = new HttpClient { BaseAddress = first.Url };
        await Eventually.TrueAsync(async () => (await BooksAsync(client, orderId)).Authorized > 0, "the authorization's effect");

        await first.KillAsync();
        await host.WaitForAsync(orderId, payment => payment.State == PaymentState.Deferred);
        await using var second = await SandboxProcess.StartAsync(directory.Path, first.Url);

        await host.WaitForAsync(orderId, payment => payment.State == PaymentState.Authorized);
        (await BooksAsync(client, orderId)).ShouldBe(new SandboxBooks(23_000, 0, 0, 0, Open: true));
    }

    private static async Task<SandboxBooks> BooksAsync(HttpClient client, string orderId) =>
        (await client.GetFromJsonAsync<SandboxBooks>($"ledger/orders/{orderId}", JsonSerializerOptions.Web)).ShouldNotBeNull();
}
