using System.Net;
using Microsoft.Playwright;

namespace Delivery.BrowserTests.SignIn;

/// <summary>Signing in to the Studio at an issuer of OpenID Connect, in a real browser.</summary>
[Trait("Needs", "Server")]
public sealed class SignInPageTests : IClassFixture<SignInHost>
{
    private const string Screen = "/studio/definitions/rider-search";
    private const string Node = ".x6-node, .react-flow__node";
    private const string StoredToken = "() => JSON.parse(Object.entries(sessionStorage).find(([key]) => key.startsWith('oidc.user:'))[1]).access_token";

    /// <summary>The first button of the bar that holds the switch for saving automatically.</summary>
    private const string ZoomToFit = "xpath=//label[contains(.,'Auto-save')]/ancestor::*[count(.//button)>=3][1]//button";

    private readonly SignInHost _host;

    public SignInPageTests(SignInHost host)
    {
        _host = host;
        host.Issuer.Reset();
    }

    [Fact]
    public Task Editor_OpenForLongerThanAToken_KeepsItsStateAndItsSignIn() => OutliveATokenAsync(TimeSpan.FromSeconds(14));

    [Fact]
    [Trait("Length", "Nightly")]
    public Task Editor_OpenForLongerThanTwoMinutes_KeepsItsStateAndItsSignIn() => OutliveATokenAsync(TimeSpan.FromMinutes(2));

    [Fact]
    public async Task SignIn_OfACustomer_IsRefusedAndAnotherAccountIsAskedFor()
    {
        await using var watched = await OpenAsync();
        var page = watched.Page;

        await SignInAsync(page, "customer");

        await Assertions.Expect(page.Locator("#problem")).ToHaveTextAsync("The roles of this account may not use the Studio. Sign in with another account.");
        await Assertions.Expect(page.Locator("#who")).ToBeHiddenAsync();
        await SignInAsync(page, "viewer");
        await Assertions.Expect(page.Locator("#who")).ToHaveTextAsync("viewer-1 (viewer)");
        new Uri(page.Url).PathAndQuery.ShouldBe(Screen);
    }

    [Fact]
    public async Task SignIn_DeniedAtTheIssuer_SaysSoInTheReadersLanguage()
    {
        await using var watched = await OpenAsync(locale: "ko-KR");
        var page = watched.Page;

        await page.ClickAsync("#sign-in-oidc");
        await page.ClickAsync("#deny");

        await Assertions.Expect(page.Locator("#problem")).ToHaveTextAsync("로그인이 거부되었거나 취소되었습니다.");
        new Uri(page.Url).PathAndQuery.ShouldBe(Screen);
        await page.ClickAsync("#language");
        await Assertions.Expect(page.Locator("#problem")).ToHaveTextAsync("The sign-in was refused or cancelled.");
    }

    [Fact]
    public async Task SignIn_AtADeepLink_OutlivesAReloadUntilOneSignsOutHereAndAtTheIssuer()
    {
        await using var watched = await OpenAsync();
        var page = watched.Page;
        await SignInAsync(page, "operator");
        await page.WaitForURLAsync("**" + Screen);
        await Assertions.Expect(page.Locator("#who")).ToHaveTextAsync("operator-1 (operator)");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#who")).ToHaveTextAsync("operator-1 (operator)");
        new Uri(page.Url).PathAndQuery.ShouldBe(Screen);

        await page.ClickAsync("#sign-out");

        await page.WaitForURLAsync("**/studio/");
        await page.ClickAsync("#sign-in-oidc");

        await page.WaitForSelectorAsync("#as-viewer");
        new Uri(page.Url).Authority.ShouldBe(_host.Issuer.Url.Authority);
        await page.GoBackAsync();
        (await page.EvaluateAsync<int>("() => Object.keys(sessionStorage).filter(key => key.startsWith('oidc.user:')).length")).ShouldBe(0);
    }

    /// <summary>Somebody sends a link that would sign its reader in as somebody else, or lead them away.</summary>
    [Fact]
    public async Task SignedIn_ByALinkOfSomebodyElse_IsRefusedAndStaysHere()
    {
        await using var watched = await OpenAsync("/studio/signed-in?code=abc&state=xyz&returnTo=https%3A%2F%2Felsewhere.example");
        var page = watched.Page;

        await Assertions.Expect(page.Locator("#problem")).ToHaveTextAsync("This sign-in was not begun in this window, or too long ago. Sign in again.");

        new Uri(page.Url).ShouldBe(new Uri(_host.Url, "/studio/"));
        watched.Foreign.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Length", "Nightly")]
    public async Task SignIn_WithTokensForAnotherSystem_SaysWhoCanHelp()
    {
        _host.Issuer.Audience = "billing";
        await using var watched = await OpenAsync();

        await SignInAsync(watched.Page, "viewer");

        await Assertions.Expect(watched.Page.Locator("#problem")).ToHaveTextAsync(
            "The sign-in service has given a token for another system. Tell your administrator.");
    }

    /// <summary>The server says so as TokenTests of the service defaults pin down.</summary>
    [Theory]
    [Trait("Length", "Nightly")]
    [InlineData("The token is not valid before '11/23/2026 08:00:00'", "For the server, this new sign-in has already ended or not yet begun")]
    [InlineData("The token expired at '11/23/2026 08:00:00'", "For the server, this new sign-in has already ended or not yet begun")]
    [InlineData("The signature key was not found", "The server does not accept the token of this sign-in service.")]
    public async Task SignIn_WithATokenThatTheServerRefuses_SaysWhatIsWrong(string why, string expected)
    {
        await using var watched = await OpenAsync();
        await watched.Page.RouteAsync("**/studio/who", route => route.FulfillAsync(new()
        {
            Status = 401,
            Headers = new Dictionary<string, string> { ["WWW-Authenticate"] = $"Bearer error=\"invalid_token\", error_description=\"{why}\"" },
        }));

        await SignInAsync(watched.Page, "viewer");

        await Assertions.Expect(watched.Page.Locator("#problem")).ToContainTextAsync(expected);
    }

    [Fact]
    [Trait("Length", "Nightly")]
    public async Task SignIn_IssuerAway_SaysSoAndWorksLater()
    {
        await using var watched = await OpenAsync();
        var page = watched.Page;
        await page.RouteAsync("**/.well-known/openid-configuration", route => route.AbortAsync());

        await page.ClickAsync("#sign-in-oidc");

        await Assertions.Expect(page.Locator("#problem")).ToContainTextAsync("The sign-in service cannot be reached.");
        await page.UnrouteAsync("**/.well-known/openid-configuration");
        await SignInAsync(page, "viewer");
        await Assertions.Expect(page.Locator("#who")).ToHaveTextAsync("viewer-1 (viewer)");
    }

    [Fact]
    [Trait("Length", "Nightly")]
    public async Task Renewal_RefusedByTheIssuer_IsAnnouncedAndEndsAtTheSameScreen()
    {
        _host.Issuer.Lifetime = TimeSpan.FromSeconds(20);
        _host.Issuer.Renews = false;
        await using var watched = await OpenAsync();
        var page = watched.Page;
        await SignInAsync(page, "viewer");

        await Assertions.Expect(page.Locator("#refusal-text")).ToContainTextAsync("Your sign-in ends at ");

        await Assertions.Expect(page.Locator("#problem")).ToHaveTextAsync("Your sign-in has ended. Sign in again, and you come back to this screen.");
        new Uri(page.Url).PathAndQuery.ShouldBe(Screen);
    }

    /// <summary>A second window that begins with what the first one has stored must not renew with the same refresh token.</summary>
    [Fact]
    [Trait("Length", "Nightly")]
    public async Task Window_Duplicated_SignsInByItself()
    {
        await using var watched = await OpenAsync();
        var page = watched.Page;
        await SignInAsync(page, "viewer");
        await Assertions.Expect(page.Locator("#who")).ToHaveTextAsync("viewer-1 (viewer)");
        _host.Issuer.Lifetime = TimeSpan.FromSeconds(4);

        var second = await page.RunAndWaitForPopupAsync(() => page.EvaluateAsync("() => { window.open(location.href); }"));
        second.SetDefaultTimeout(90_000);
        var renewals = _host.Issuer.Renewals;
        await second.ClickAsync("#sign-in-oidc");

        await Assertions.Expect(second.Locator("#who")).ToHaveTextAsync("viewer-1 (viewer)");
        await second.WaitForFunctionAsync($"before => ({StoredToken})() !== before", await second.EvaluateAsync<string>(StoredToken));
        _host.Issuer.Renewals.ShouldBeGreaterThan(renewals);
        _host.Issuer.WasRobbed.ShouldBeFalse();
    }

    private static async Task SignInAsync(IPage page, string user)
    {
        await page.ClickAsync("#sign-in-oidc");
        await page.ClickAsync("#as-" + user);
    }

    /// <summary>Without the Studio itself, which makes no difference to it.</summary>
    private async Task<WatchedPage> OpenAsync(string path = Screen, string locale = "en-US")
    {
        var watched = await WatchedPage.OpenAsync(new Uri(_host.Url, "/studio/settings.json"), locale);
        await watched.Page.Context.RouteAsync("**/_framework/**", route => route.AbortAsync());
        await watched.Page.GotoAsync(new Uri(_host.Url, path).ToString());
        return watched;
    }

    private async Task OutliveATokenAsync(TimeSpan lifetime)
    {
        // Another one in each test: the Studio saves nothing when what is typed stands there already.
        var changed = $"getRadius() * {(int)lifetime.TotalSeconds}";
        _host.Issuer.Lifetime = lifetime;
        await using var watched = await WatchedPage.OpenAsync(new Uri(_host.Url, Screen), width: 2400, height: 1200);
        var page = watched.Page;
        await SignInAsync(page, "analyst");
        await page.WaitForURLAsync("**" + Screen);
        await page.EvaluateAsync("() => { window.isTheSamePage = true; }");
        // The Studio was still being loaded when its page was left for the issuer's.
        watched.Errors.Clear();
        watched.Failed.Clear();
        await Assertions.Expect(page.Locator(Node)).ToHaveCountAsync(await CountActivitiesAsync(page));
        await page.Locator(ZoomToFit).First.ClickAsync();
        await page.Locator(Node, new() { HasText = "One step wider" }).First.ClickAsync();
        await page.Locator(".monaco-editor .view-line").First.ClickAsync();
        await page.Keyboard.PressAsync("Control+A");
        var first = await page.EvaluateAsync<string>(StoredToken);

        await page.WaitForFunctionAsync(
            $"before => ({StoredToken})() !== before", first, new() { Timeout = (float)(lifetime + TimeSpan.FromSeconds(60)).TotalMilliseconds });

        // What was selected is still selected, and what is typed over it is saved, with the new token.
        var save = await page.RunAndWaitForResponseAsync(() => page.Keyboard.TypeAsync(changed), response => Saves(response.Request, changed));
        save.Status.ShouldBe(200);
        var sent = (await save.Request.AllHeadersAsync())["authorization"]["Bearer ".Length..];
        sent.ShouldNotBe(first);
        (await page.EvaluateAsync<bool>("() => window.isTheSamePage === true")).ShouldBeTrue();
        watched.Errors.ShouldBeEmpty();
        watched.Failed.ShouldBeEmpty();
        watched.Foreign.ShouldAllBe(address => address.StartsWith(_host.Issuer.Url.ToString(), StringComparison.Ordinal));
        await NoLogKnowsAsync(first, sent);
    }

    private static Task<int> CountActivitiesAsync(IPage page) => page.EvaluateAsync<int>(
        $$"""
        async () => {
          const headers = { authorization: 'Bearer ' + ({{StoredToken}})() };
          return (await (await fetch('/elsa/api/workflow-definitions/rider-search', { headers })).json()).root.activities.length;
        }
        """);

    /// <summary>Neither tokens in headers nor one in the address of a hub.</summary>
    private async Task NoLogKnowsAsync(params string[] tokens)
    {
        using var http = new HttpClient();
        var hub = new Uri(_host.Url, $"/elsa/hubs/workflow-instance/negotiate?negotiateVersion=1&access_token={tokens[^1]}");
        using var answer = await http.PostAsync(hub, content: null, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var log = await _host.ReadLogUntilAsync("/elsa/hubs/workflow-instance/negotiate?negotiateVersion=1");
        foreach (var token in tokens)
        {
            log.Contains(token.Split('.')[^1], StringComparison.Ordinal).ShouldBeFalse("the signature of a token is in the log");
        }
    }

    private static bool Saves(IRequest request, string expression) =>
        request.Method == "POST" && request.Url.EndsWith("/elsa/api/workflow-definitions", StringComparison.Ordinal)
        && request.PostData?.Contains(expression, StringComparison.Ordinal) == true;
}
