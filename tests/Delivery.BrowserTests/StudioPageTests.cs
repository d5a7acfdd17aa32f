using System.Text;
using Microsoft.Playwright;

namespace Delivery.BrowserTests;

/// <summary>The real Elsa Studio in a real browser, on the real host.</summary>
[Collection(nameof(HostOfTheStudio))]
[Trait("Needs", "Server")]
public sealed class StudioPageTests(RunningHost host)
{
    private const string LifeCycle = "order-lifecycle";
    private const string Search = "rider-search";
    private const string Node = ".x6-node, .react-flow__node";

    /// <summary>It has no name, only the picture of a cloud.</summary>
    private const string PublishButton = "button.mud-icon-button:has(path[d^='M19.35 10.04'])";

    /// <summary>The first button of the bar that holds the switch for saving automatically.</summary>
    private const string ZoomToFit = "xpath=//label[contains(.,'Auto-save')]/ancestor::*[count(.//button)>=3][1]//button";

    /// <summary>The runtime is compiled in the browser, on machines that have other things to do too.</summary>
    private const float Patience = 90_000;
    private static readonly PageWaitForSelectorOptions Patiently = new() { Timeout = Patience };

    [Fact]
    public async Task Studio_AfterSigningIn_ListsTheDefinitionsAndDrawsTheLifeCycle()
    {
        await using var watched = await WatchedPage.OpenAsync(new Uri(host.Url, "/studio/"));
        var page = watched.Page;
        await page.ClickAsync("#as-viewer");

        await page.WaitForSelectorAsync("text=Order life cycle", Patiently);
        (await page.Locator("table tbody tr").CountAsync()).ShouldBe(10, "eleven definitions, ten on a page");
        await watched.TakePictureAsync("studio-definitions");

        await page.Locator("table tbody tr", new PageLocatorOptions { HasText = "Order life cycle" }).First.ClickAsync();
        await page.WaitForURLAsync("**/studio/definitions/order-lifecycle");
        await AllActivitiesAreDrawnAsync(page, LifeCycle);

        // A viewer's editor says that it changes nothing, and has nothing to save with.
        await page.GetByText("read-only mode").WaitForAsync(new() { Timeout = Patience });
        (await page.GetByText("Auto-save").CountAsync()).ShouldBe(0);

        // The address of a screen is good for a bookmark.
        await page.ReloadAsync();
        await AllActivitiesAreDrawnAsync(page, LifeCycle);
        watched.ShouldBeClean();
    }

    [Fact]
    public async Task Studio_SteppingIntoEveryScope_ShowsEveryActivityOfTheLifeCycle()
    {
        await using var watched = await WatchedPage.OpenAsync(new Uri(host.Url, "/studio/definitions/" + LifeCycle), width: 2500, height: 1100);
        await watched.Page.ClickAsync("#as-analyst");
        var lifeCycle = await host.AskAsync("viewer", HttpMethod.Get, "/elsa/api/workflow-definitions/" + LifeCycle);
        var diagram = new Diagram(watched.Page);

        var drawn = await diagram.WalkAsync(lifeCycle["root"]!);

        drawn.ShouldBeGreaterThan(40, "the scopes hold what an order is about");
        await diagram.StepIntoAsync("life");
        await diagram.Activity("settle").WaitForAsync();
        await diagram.ZoomToFitAsync();
        await watched.TakePictureAsync("studio-lifecycle");
        watched.ShouldBeClean();
    }

    [Fact]
    public async Task Studio_AnalystChangesAnExpressionAndPublishes_OrdersRunThroughIt()
    {
        const string changed = "getRadius() + 1 + 0";
        await using var watched = await WatchedPage.OpenAsync(new Uri(host.Url, "/studio/definitions/" + Search), width: 2400, height: 1200);
        var page = watched.Page;
        await page.ClickAsync("#as-analyst");
        await AllActivitiesAreDrawnAsync(page, Search);

        await page.Locator(ZoomToFit).First.ClickAsync();
        await page.Locator(Node, new PageLocatorOptions { HasText = "One step wider" }).First.ClickAsync();
        await page.Locator(".monaco-editor .view-line").First.ClickAsync(new() { Timeout = Patience });
        await page.RunAndWaitForResponseAsync(
            async () =>
            {
                await page.Keyboard.PressAsync("Control+A");
                await page.Keyboard.TypeAsync(changed);
            },
            response => IsSave(response) && response.Ok && SentExpression(response.Request) == changed,
            new() { Timeout = Patience });
        (await PublishedVersionAsync(page)).ShouldBe(1, "a draft changes nothing for orders");

        await page.RunAndWaitForResponseAsync(
            () => page.Locator(PublishButton).First.ClickAsync(),
            response => IsSave(response) && response.Ok,
            new() { Timeout = Patience });
        (await PublishedVersionAsync(page)).ShouldBe(2);

        var order = await host.PlaceOrderAsync("tok_ok_studio");
        await page.ClickAsync("#screens a[href=instances]");
        await page.Locator("table tbody tr", new PageLocatorOptions { HasText = order[..20] }).First.ClickAsync(new() { Timeout = Patience });
        await page.WaitForURLAsync("**/studio/instances/wfi_*");
        await AllActivitiesAreDrawnAsync(page, LifeCycle);
        await page.GetByText("Order placed").First.WaitForAsync(new() { Timeout = Patience });
        watched.ShouldBeClean();
    }

    [Fact]
    public async Task Studio_AtAnAddressThatCannotBeRead_SaysSoAndGoesOn()
    {
        await using var watched = await WatchedPage.OpenAsync(new Uri(host.Url, "/studio/definitions/%E0"));
        var page = watched.Page;
        await page.ClickAsync("#as-viewer");
        await page.GetByText("This address cannot be read").WaitForAsync(new() { Timeout = Patience });

        await page.ClickAsync("#screens a[href=definitions]");

        await page.WaitForSelectorAsync("text=Order life cycle", Patiently);
        (await page.Locator("#refusal").IsVisibleAsync()).ShouldBeFalse();
        watched.ShouldBeClean();
    }

    /// <summary>Without the Studio itself, which makes no difference to it.</summary>
    [Fact]
    public async Task Studio_IssuerAwayForAMoment_TokenIsRenewedAfterwards()
    {
        await using var watched = await WatchedPage.OpenAsync(new Uri(host.Url, "/studio/settings.json"));
        var page = watched.Page;
        var asked = 0;
        await page.RouteAsync("**/_framework/**", route => route.AbortAsync());
        await page.RouteAsync("**/identity/token", route => Interlocked.Increment(ref asked) switch
        {
            1 => GrantAsync(route, "first", TimeSpan.FromSeconds(61)),
            2 => route.FulfillAsync(new() { Status = 503 }),
            _ => GrantAsync(route, "renewed", TimeSpan.FromHours(1)),
        });
        await page.GotoAsync(new Uri(host.Url, "/studio/").ToString());

        await page.ClickAsync("#as-viewer");

        await page.WaitForFunctionAsync(
            "() => sessionStorage.getItem('studio-token')?.endsWith('.renewed')", null, new() { Timeout = 40_000 });
        asked.ShouldBe(3);
    }

    /// <summary>The computer slept for longer than the token lasts.</summary>
    [Fact]
    public async Task Studio_TokenExpiredBeforeItWasRenewed_AsksBeforeItSignsOut()
    {
        await using var watched = await WatchedPage.OpenAsync(new Uri(host.Url, "/studio/settings.json"));
        var page = watched.Page;
        var asked = 0;
        await page.RouteAsync("**/_framework/**", route => route.AbortAsync());
        await page.RouteAsync("**/identity/token", route => Interlocked.Increment(ref asked) == 1
            ? GrantAsync(route, "first", TimeSpan.FromHours(1))
            : GrantAsync(route, "renewed", TimeSpan.FromHours(4)));
        await page.Clock.InstallAsync();
        await page.GotoAsync(new Uri(host.Url, "/studio/").ToString());
        await page.ClickAsync("#as-viewer");
        await page.WaitForFunctionAsync("() => sessionStorage.getItem('studio-token')?.endsWith('.first')");

        await page.Clock.FastForwardAsync("02:00:00");

        await page.WaitForFunctionAsync("() => sessionStorage.getItem('studio-token')?.endsWith('.renewed')");
    }

    /// <summary>Each save is the whole definition: two that overtake each other would undo the later one.</summary>
    [Fact]
    public async Task Studio_SavesSentAtOnce_AreUnderWayOneAfterTheOther()
    {
        await using var watched = await OpenWithoutTheStudioAsync();
        var (underWay, most, numbers) = (0, 0, new List<string>());
        await watched.Page.RouteAsync("**/elsa/api/workflow-definitions", async route =>
        {
            most = Math.Max(most, Interlocked.Increment(ref underWay));
            numbers.Add(route.Request.PostData + "=" + route.Request.Headers["delivery-change"]);
            // The page has had its turn: whatever it wanted to send meanwhile is sent.
            await watched.Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => done()))");
            Interlocked.Decrement(ref underWay);
            await route.FulfillAsync(new() { Body = "{}" });
        });

        await watched.Page.EvaluateAsync(
            "() => Promise.all(['a', 'b', 'c'].map(body => fetch('/elsa/api/workflow-definitions', { method: 'POST', body })))");

        most.ShouldBe(1);
        numbers.ShouldBe(["a=1", "b=2", "c=3"]);
    }

    [Fact]
    public async Task Studio_RevertingIsRefused_SaysWhyAndGoesOnWithWhatIsThere()
    {
        await using var watched = await OpenWithoutTheStudioAsync();
        await watched.Page.RouteAsync("**/elsa/api/workflow-definitions/x/revert/1", route => route.FulfillAsync(new()
        {
            Status = 409,
            ContentType = "application/problem+json",
            Body = """{ "errors": { "generalErrors": ["The draft is the work of analyst-2."] } }""",
        }));
        await watched.Page.RouteAsync("**/elsa/api/workflow-definitions/?definitionIds=x*", route => route.FulfillAsync(new()
        {
            ContentType = "application/json",
            Body = """{ "items": [{ "definitionId": "x", "version": 7 }] }""",
        }));

        var version = await watched.Page.EvaluateAsync<int>(
            "async () => (await (await fetch('/elsa/api/workflow-definitions/x/revert/1', { method: 'POST' })).json()).version");

        version.ShouldBe(7);
        await Assertions.Expect(watched.Page.Locator("#refusal-text")).ToHaveTextAsync("The draft is the work of analyst-2.");
    }

    [Fact]
    public async Task Studio_SomeOfManyAreRefused_SaysWhy()
    {
        await using var watched = await OpenWithoutTheStudioAsync();
        await watched.Page.RouteAsync("**/elsa/api/bulk-actions/delete/**", route => route.FulfillAsync(new()
        {
            ContentType = "application/json",
            Body = """{ "deleted": 1, "reasons": { "a": "A is in use.", "b": "B too." } }""",
        }));

        var deleted = await watched.Page.EvaluateAsync<int>(
            """
            async () => {
              const answer = await fetch('/elsa/api/bulk-actions/delete/workflow-definitions/by-definition-id', { method: 'POST' });
              return (await answer.json()).deleted;
            }
            """);

        deleted.ShouldBe(1);
        await Assertions.Expect(watched.Page.Locator("#refusal-text")).ToHaveTextAsync("A is in use. B too.");
    }

    [Fact]
    public async Task PublishPanel_WithDoubts_WantsANoteAndKeepsIt()
    {
        await using var watched = await OpenWithoutTheStudioAsync();
        var page = watched.Page;
        await SaveAsync(page, "first", "[]", publish: true);
        await SaveAsync(page, "second", """[{ "id": "for", "name": "Again and again", "type": "Elsa.For", "version": 1 }]""", publish: false);
        await page.GotoAsync(new Uri(host.Url, "/studio/definitions/panel").ToString());

        await page.ClickAsync("#publishing-open");

        await Assertions.Expect(page.Locator("#publishing-state")).ToHaveTextAsync("Compared with version 1, which is published.");
        await Assertions.Expect(page.Locator("#publishing-differences li")).ToHaveTextAsync(
            ["The description was “first” and is “second”", "“Again and again” was added"]);
        await Assertions.Expect(page.Locator("#publishing-findings li")).ToHaveTextAsync(["Warning · “Again and again” (for) in Panel: It has no body and so never completes."]);
        await page.ClickAsync("#publishing-submit");
        (await page.EvaluateAsync<bool>("() => document.getElementById('publishing-note').validity.valueMissing")).ShouldBeTrue();
        await page.FillAsync("#publishing-note", "Only until Friday");
        await page.ClickAsync("#publishing-submit");
        await Assertions.Expect(page.Locator("#publishing-state")).ToHaveTextAsync("This version is published.");
        await Assertions.Expect(page.Locator("#publishing-history li")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("#publishing-history li").First).ToContainTextAsync("Only until Friday");
        await page.ClickAsync("#language");
        await Assertions.Expect(page.Locator("#publishing-state")).ToHaveTextAsync("이 버전이 게시되어 있습니다.");
        // The Studio's own files were kept away from it.
        watched.Errors.ShouldAllBe(error => error.StartsWith("Failed to load resource", StringComparison.Ordinal));
    }

    private static async Task SaveAsync(IPage page, string description, string activities, bool publish) => await page.EvaluateAsync(
        $$"""
        async () => {
          const headers = { authorization: 'Bearer ' + sessionStorage.getItem('studio-token'), 'Content-Type': 'application/json' };
          const at = '/elsa/api/workflow-definitions';
          const there = await fetch(at + '/panel', { headers });
          const model = there.ok ? await there.json() : { definitionId: 'panel', name: 'Panel', root: { id: 'seq', type: 'Elsa.Sequence', version: 1 } };
          model.description = '{{description}}';
          model.root.activities = {{activities}};
          const saved = await fetch(at, { method: 'POST', headers, body: JSON.stringify({ model, publish: {{(publish ? "true" : "false")}} }) });
          if (!saved.ok) throw new Error(await saved.text());
        }
        """);

    /// <summary>Signed in, in our page alone.</summary>
    private async Task<WatchedPage> OpenWithoutTheStudioAsync()
    {
        var watched = await WatchedPage.OpenAsync(new Uri(host.Url, "/studio/settings.json"));
        await watched.Page.RouteAsync("**/_framework/**", route => route.AbortAsync());
        await watched.Page.GotoAsync(new Uri(host.Url, "/studio/").ToString());
        await watched.Page.ClickAsync("#as-analyst");
        await watched.Page.WaitForSelectorAsync("#screens");
        return watched;
    }

    private static Task GrantAsync(IRoute route, string name, TimeSpan lifetime)
    {
        var expires = (TimeProvider.System.GetUtcNow() + lifetime).ToUnixTimeSeconds();
        var claims = Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"sub":"{{name}}","role":"viewer","exp":{{expires}}}"""));
        return route.FulfillAsync(new() { ContentType = "application/json", Body = $$"""{"access_token":"none.{{claims}}.{{name}}"}""" });
    }

    private static bool IsSave(IResponse response) =>
        response.Request.Method == "POST" && response.Url.EndsWith("/elsa/api/workflow-definitions", StringComparison.Ordinal);

    private static string? SentExpression(IRequest request) =>
        request.PostDataJSON()?.GetProperty("model").GetProperty("root").GetProperty("activities").EnumerateArray()
            .Single(activity => activity.GetProperty("id").GetString() == "widen")
            .GetProperty("value").GetProperty("expression").GetProperty("value").GetString();

    private static Task<int> PublishedVersionAsync(IPage page) => page.EvaluateAsync<int>(
        $$"""
        async () => {
          const headers = { authorization: 'Bearer ' + sessionStorage.getItem('studio-token') };
          const answer = await fetch('/elsa/api/workflow-definitions/{{Search}}?versionOptions=Published', { headers });
          return (await answer.json()).version;
        }
        """);

    private static async Task AllActivitiesAreDrawnAsync(IPage page, string definitionId)
    {
        await page.WaitForFunctionAsync("() => sessionStorage.getItem('studio-token')");
        var activities = await page.EvaluateAsync<int>(
            $$"""
            async () => {
              const headers = { authorization: 'Bearer ' + sessionStorage.getItem('studio-token') };
              const answer = await fetch('/elsa/api/workflow-definitions/{{definitionId}}', { headers });
              return (await answer.json()).root.activities.length;
            }
            """);
        activities.ShouldBeGreaterThan(2);
        await Assertions.Expect(page.Locator(Node)).ToHaveCountAsync(activities, new() { Timeout = Patience });
    }
}
