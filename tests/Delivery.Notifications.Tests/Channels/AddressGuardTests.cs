using System.Net.Http.Json;
using Delivery.Notifications.Channels;
using Delivery.Notifications.Data;
using Delivery.Notifications.Tests.Deliveries;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Outgoing;
using Delivery.Testing.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Delivery.Notifications.Tests.Channels;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://127.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://localhost:8080/")]
    [InlineData("http://api.localhost/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    public async Task Create_AddressInside_IsRefused(string url)
    {
        await using var module = await StartAsync();

        var response = await module.CreateClient(Roles.Customer).PostAsJsonAsync("/api/subscriptions", new { url });

        await response.ShouldBeProblemAsync(422, "webhook-url-not-allowed");
    }

    [Fact]
    public async Task Connect_NameThatLeadsInside_IsRefusedBeforeConnecting()
    {
        await using var module = await StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = module.Services.GetRequiredService<IHttpClientFactory>().CreateClient(WebhookChannel.ClientName);
        var name = new UriBuilder(receiver.Url) { Host = "localhost" }.Uri;

        var exception = await Should.ThrowAsync<HttpRequestException>(() => client.PostAsJsonAsync(name, new { }));

        exception.GetBaseException().ShouldBeOfType<ForbiddenAddressException>();
        receiver.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task Connect_Redirection_IsNotFollowed()
    {
        await using var module = await StartAsync(allowPrivateAddresses: true);
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = _ => Task.FromResult(307);
        using var client = module.Services.GetRequiredService<IHttpClientFactory>().CreateClient(WebhookChannel.ClientName);

        var response = await client.PostAsJsonAsync(new Uri(receiver.Url), new { });

        ((int)response.StatusCode).ShouldBe(307);
        receiver.Received.Count.ShouldBe(1);
    }

    private static Task<ModuleHarness<NotificationsDbContext>> StartAsync(bool allowPrivateAddresses = false) =>
        ModuleHarness.StartAsync<NotificationsDbContext>(
            new NotificationsModule(),
            options => options.Settings["Notifications:AllowPrivateAddresses"] = allowPrivateAddresses.ToString());
}
