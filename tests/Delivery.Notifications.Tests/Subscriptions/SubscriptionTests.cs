using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Testing.Harness;
using Shouldly;
using Xunit;

namespace Delivery.Notifications.Tests.Subscriptions;

public abstract class SubscriptionTests(NotificationsFixture fixture)
{
    private const string Url = "https://example.org/hook";

    [Fact]
    public async Task Create_Webhook_ShowsTheSecretOnlyThisOnce()
    {
        var created = await fixture.SubscribeAsync("customer-once", new { url = Url });

        var secret = created.GetProperty("secret").GetString()!;
        secret.ShouldStartWith("whsec_");
        Convert.FromBase64String(secret["whsec_".Length..]).Length.ShouldBe(32);
        var id = created.GetProperty("subscriptionId").GetString();
        var client = fixture.Module.CreateClient(Roles.Customer, "customer-once");
        var one = await client.GetStringAsync(new Uri($"/api/subscriptions/{id}", UriKind.Relative));
        var all = await client.GetStringAsync(new Uri("/api/subscriptions", UriKind.Relative));
        one.ShouldContain(Url);
        all.ShouldContain(id!);
        (one + all).ShouldNotContain(secret);
        (one + all).ShouldNotContain("\"secret\"");
    }

    [Fact]
    public async Task Create_GivenSecret_KeepsIt()
    {
        var secret = "whsec_" + Convert.ToBase64String(new byte[24]);

        var created = await fixture.SubscribeAsync("customer-given", new { url = Url, secret });

        created.GetProperty("secret").GetString().ShouldBe(secret);
    }

    [Fact]
    public async Task Create_SameKeyTwice_MakesOne()
    {
        var first = await CreateAsync("customer-key", new { url = Url }, key: "k1");
        var second = await CreateAsync("customer-key", new { url = Url }, key: "k1");
        var other = await CreateAsync("customer-key", new { url = Url + "/other" }, key: "k1");

        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        await other.ShouldBeProblemAsync(422, "idempotency-key-reused");
        (await ListAsync("customer-key")).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{ }""", "webhook-url-invalid")]
    [InlineData("""{ "url": "example.org/hook" }""", "webhook-url-invalid")]
    [InlineData("""{ "url": "ftp://example.org/hook" }""", "webhook-url-invalid")]
    [InlineData("""{ "url": "file:///etc/passwd" }""", "webhook-url-invalid")]
    [InlineData("""{ "url": "https://user:pass@example.org/" }""", "webhook-url-invalid")]
    [InlineData("""{ "url": "https://example.org/#part" }""", "webhook-url-invalid")]
    [InlineData("""{ "url": "https://example.org/\u0000" }""", "webhook-url-invalid")]
    [InlineData("""{ "url": "https://example.org/", "secret": "short" }""", "webhook-secret-invalid")]
    [InlineData("""{ "url": "https://example.org/", "secret": "whsec_c2hvcnQ=" }""", "webhook-secret-invalid")]
    [InlineData("""{ "url": "https://example.org/", "secret": "whsec_!" }""", "webhook-secret-invalid")]
    [InlineData("""{ "url": "https://example.org/", "events": ["order.eaten"] }""", "subscription-events-invalid")]
    [InlineData("""{ "url": "https://example.org/", "orderId": "ord 1" }""", "subscription-order-invalid")]
    public async Task Create_BadInput_IsRefused(string body, string slug)
    {
        var response = await CreateAsync("customer-bad", JsonSerializer.Deserialize<JsonElement>(body));

        await response.ShouldBeProblemAsync(422, slug);
        (await ListAsync("customer-bad")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_UnknownKind_IsRefused() =>
        await (await CreateAsync("customer-bad", new { kind = "Pigeon" })).ShouldBeProblemAsync(400, "malformed-json");

    [Fact]
    public async Task Create_MoreThanAllowed_IsRefused()
    {
        foreach (var _ in Enumerable.Range(0, 20))
        {
            await fixture.SubscribeAsync("customer-many", new { kind = "Log" });
        }

        await (await CreateAsync("customer-many", new { kind = "Log" })).ShouldBeProblemAsync(409, "too-many-subscriptions");
    }

    [Fact]
    public async Task Foreign_EveryRoute_LooksUnknown()
    {
        var id = (await fixture.SubscribeAsync("customer-owner", new { kind = "Log" })).GetProperty("subscriptionId").GetString();
        var stranger = fixture.Module.CreateClient(Roles.Customer, "customer-stranger");

        foreach (var path in new[] { $"/api/subscriptions/{id}", $"/api/subscriptions/{id}/deliveries" })
        {
            await (await stranger.GetAsync(new Uri(path, UriKind.Relative))).ShouldBeProblemAsync(404, "subscription-not-found");
        }

        await (await stranger.DeleteAsync(new Uri($"/api/subscriptions/{id}", UriKind.Relative)))
            .ShouldBeProblemAsync(404, "subscription-not-found");
        (await ListAsync("customer-owner")).ShouldBe([id]);
    }

    [Fact]
    public async Task Delete_Own_EndsItAndWhatIsPending()
    {
        var id = (await fixture.SubscribeAsync("customer-delete", new { kind = "Log" })).GetProperty("subscriptionId").GetString();
        await fixture.Module.HandleAsync(NotificationsFixture.Change("ord_delete", "customer-delete"));

        var response = await fixture.Module.CreateClient(Roles.Customer, "customer-delete")
            .DeleteAsync(new Uri($"/api/subscriptions/{id}", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await ListAsync("customer-delete")).ShouldBeEmpty();
        (await fixture.DeliveriesAsync("ord_delete")).ShouldHaveSingleItem().State.ToString().ShouldBe("Cancelled");
    }

    [Theory]
    [InlineData(Roles.Rider)]
    [InlineData(Roles.Owner)]
    [InlineData(Roles.Viewer)]
    public async Task Create_OtherRoles_AreRefused(string role) =>
        await (await fixture.Module.CreateClient(role).PostAsJsonAsync("/api/subscriptions", new { kind = "Log" }))
            .ShouldBeProblemAsync(403, "forbidden");

    private async Task<HttpResponseMessage> CreateAsync(string owner, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/subscriptions", UriKind.Relative));
        request.Content = JsonContent.Create(body);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await fixture.Module.CreateClient(Roles.Customer, owner).SendAsync(request);
    }

    private async Task<List<string?>> ListAsync(string owner)
    {
        var response = await fixture.Module.CreateClient(Roles.Customer, owner).GetAsync(new Uri("/api/subscriptions", UriKind.Relative));
        return [.. (await response.JsonAsync()).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("subscriptionId").GetString())];
    }
}
