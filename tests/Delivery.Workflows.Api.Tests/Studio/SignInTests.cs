using System.Net;
using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Studio;
using Delivery.Workflows.Api.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Delivery.Workflows.Api.Tests.Studio;

/// <summary>What the server tells the page about signing in, and about who has.</summary>
public sealed class SignInTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Settings_InTheDemoProfile_NameNoIssuer()
    {
        using var response = await host.SendAsync("GET", "/studio/settings.json", role: null);

        JsonNode.Parse(await TextAsync(response))!["signIn"]!.GetValue<string>().ShouldBe("demo");
        response.Headers.CacheControl!.ToString().ShouldBe("no-cache");
    }

    [Fact]
    public void Issuer_OfAnAuthorityAlone_HasDefaultsForTheRest()
    {
        var issuer = StudioIssuer.From(Configuration(("Authentication:Authority", "https://issuer.example/realms/food")))!;

        issuer.Authority.ShouldBe("https://issuer.example/realms/food");
        (issuer.ClientId, issuer.Scope, issuer.Resource).ShouldBe(("delivery-studio", "openid profile offline_access", null));
        issuer.Parameters.ShouldBeEmpty();
        StudioIssuer.From(Configuration()).ShouldBeNull();
    }

    [Fact]
    public void Issuer_Configured_IsToldToThePage()
    {
        var issuer = StudioIssuer.From(Configuration(
            ("Authentication:Authority", "https://issuer.example"),
            ("Studio:SignIn:ClientId", "studio-42"),
            ("Studio:SignIn:Scope", "openid api://delivery/studio"),
            ("Studio:SignIn:Resource", "https://delivery.example"),
            ("Studio:SignIn:Parameters:audience", "delivery")))!;

        (issuer.ClientId, issuer.Scope, issuer.Resource).ShouldBe(("studio-42", "openid api://delivery/studio", "https://delivery.example"));
        issuer.Parameters.ShouldBe([new("audience", "delivery")]);
    }

    [Fact]
    public void Policy_WithAnIssuer_LetsThePageAskItAndNobodyElse()
    {
        var origins = StudioIssuer.Origins(Configuration(
            ("Authentication:Authority", "https://Issuer.example/realms/food;script-src *"),
            ("Studio:SignIn:Origins:0", "https://tokens.example:8443/"),
            ("Studio:SignIn:Origins:1", "https://issuer.example")));

        StudioPolicy.For(origins).ShouldBe(
            StudioPolicy.For([]).Replace("connect-src 'self';", "connect-src 'self' https://issuer.example https://tokens.example:8443;", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("issuer.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("* https://issuer.example")]
    public void Policy_WithWhatIsNoAddress_IsRefused(string authority) =>
        Should.Throw<InvalidOperationException>(() => StudioIssuer.Origins(Configuration(("Authentication:Authority", authority))))
            .Message.ShouldStartWith($"Authentication:Authority is '{authority}'.");

    [Theory]
    [InlineData("viewer", "viewer-1")]
    [InlineData("operator/kim", "kim")]
    [InlineData("analyst", "analyst-1")]
    public async Task Who_OfSomebodyWhoMayLook_TellsNameAndRole(string caller, string subject)
    {
        using var response = await host.SendAsync("GET", "/studio/who", role: caller);

        var who = JsonNode.Parse(await TextAsync(response))!;
        (who["subject"]!.GetValue<string>(), who["role"]!.GetValue<string>()).ShouldBe((subject, caller.Split('/')[0]));
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Theory]
    [InlineData("customer", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    public async Task Who_OfSomebodyElse_IsRefused(string? caller, HttpStatusCode expected)
    {
        using var response = await host.SendAsync("GET", "/studio/who", role: caller);

        response.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Library_AskedForAgain_IsNotSentAgain()
    {
        using var first = await host.SendAsync("GET", "/studio/oidc-client-ts.min.js", role: null);
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        first.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Url, "/studio/oidc-client-ts.min.js"));
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var http = new HttpClient();

        using var again = await http.SendAsync(request, TestContext.Current.CancellationToken);

        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build();

    private static Task<string> TextAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
