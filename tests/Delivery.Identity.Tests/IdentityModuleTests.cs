using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Delivery.Identity.Tests;

public sealed class IdentityModuleTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("delivery-identity-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData(null)]
    [InlineData("production")]
    public void AddServices_OutsideDemoProfile_RefusesToStart(string? profile)
    {
        var builder = IdentityApp.Builder(("Profile", profile), ("Data:Directory", _directory));

        var refusal = Should.Throw<InvalidOperationException>(() => new IdentityModule().AddServices(builder));

        refusal.Message.ShouldContain("Profile=demo");
    }

    [Fact]
    public async Task Token_OfDefaultUser_IsAcceptedByTheIssuersOwnProcess()
    {
        await using var issuer = await IdentityApp.IssuerAsync(_directory);

        await SignInAsync(issuer, issuer, new { role = "customer" });

        (await issuer.Client.GetStringAsync("/me", TestContext.Current.CancellationToken)).ShouldBe("customer-1 customer");
    }

    [Fact]
    public async Task Token_OfGivenSubject_IsAcceptedByAnotherProcessThroughDiscovery()
    {
        await using var issuer = await IdentityApp.IssuerAsync(_directory);
        await using var other = await IdentityApp.TrustingAsync(issuer.Client.BaseAddress!);

        await SignInAsync(issuer, other, new { role = "rider", subject = "rider-77" });

        (await other.Client.GetStringAsync("/me", TestContext.Current.CancellationToken)).ShouldBe("rider-77 rider");
    }

    [Fact]
    public async Task Token_OfAnotherKey_IsRefused()
    {
        var elsewhere = Directory.CreateDirectory(Path.Combine(_directory, "elsewhere")).FullName;
        await using var issuer = await IdentityApp.IssuerAsync(_directory);
        await using var stranger = await IdentityApp.IssuerAsync(elsewhere);

        await SignInAsync(stranger, issuer, new { role = "customer" });

        using var response = await issuer.Client.GetAsync("/me", TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Token_AfterRestart_IsStillAccepted()
    {
        string token;
        await using (var before = await IdentityApp.IssuerAsync(_directory))
        {
            token = await TokenAsync(before, new { role = "customer" });
        }

        await using var after = await IdentityApp.IssuerAsync(_directory);
        after.Client.DefaultRequestHeaders.Authorization = new("Bearer", token);

        (await after.Client.GetStringAsync("/me", TestContext.Current.CancellationToken)).ShouldBe("customer-1 customer");
    }

    [Theory]
    [InlineData("chef", null, "unknown-role")]
    [InlineData("customer", "", "invalid-subject")]
    [InlineData("customer", "a b", "invalid-subject")]
    public async Task Token_BadRequest_IsRefused(string role, string? subject, string slug)
    {
        await using var issuer = await IdentityApp.IssuerAsync(_directory);

        using var response = await issuer.Client.PostAsJsonAsync("/identity/token", new { role, subject }, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        problem.GetProperty("type").GetString().ShouldBe("urn:delivery:problem:" + slug);
    }

    [Fact]
    public async Task Jwks_ShowsThePublicKeyOnly()
    {
        await using var issuer = await IdentityApp.IssuerAsync(_directory);

        var set = await issuer.Client.GetFromJsonAsync<JsonElement>("/identity/jwks", TestContext.Current.CancellationToken);

        var key = set.GetProperty("keys").EnumerateArray().Single();
        key.EnumerateObject().Select(member => member.Name).Order().ShouldBe(["alg", "crv", "kid", "kty", "use", "x", "y"]);
        key.GetProperty("alg").GetString().ShouldBe("ES256");
    }

    private static async Task SignInAsync(IdentityApp issuer, IdentityApp app, object request) =>
        app.Client.DefaultRequestHeaders.Authorization = new("Bearer", await TokenAsync(issuer, request));

    private static async Task<string> TokenAsync(IdentityApp issuer, object request)
    {
        using var response = await issuer.Client.PostAsJsonAsync("/identity/token", request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        answer.GetProperty("expires_in").GetInt32().ShouldBe(86400);
        return answer.GetProperty("access_token").GetString()!;
    }
}
