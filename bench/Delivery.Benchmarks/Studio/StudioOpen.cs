using System.Diagnostics;
using Delivery.Benchmarks.Reporting;
using Microsoft.Playwright;

namespace Delivery.Benchmarks.Studio;

/// <summary>How long an analyst waits for the order life cycle: from the navigation until every box of the diagram is drawn, in a real browser.</summary>
internal static class StudioOpen
{
    private const int Fewest = 7;
    private const float Patience = 120_000;
    private const string Editor = "/studio/definitions/order-lifecycle";

    /// <summary>How many boxes the root of the life cycle has: asked of the page's own origin, with the page's own token.</summary>
    private const string CountActivities = """
        async () => {
          const headers = { authorization: 'Bearer ' + sessionStorage.getItem('studio-token') };
          const answer = await fetch('/elsa/api/workflow-definitions/order-lifecycle', { headers });
          return (await answer.json()).root.activities.length;
        }
        """;

    /// <summary>Looked at in every frame that the browser draws.</summary>
    private const string AllAreDrawn = "count => document.querySelectorAll('.x6-node, .react-flow__node').length === count";

    private const string CountRequests = "() => performance.getEntriesByType('resource').length + 1";

    private const string SumTransferred =
        "() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce((sum, entry) => sum + entry.transferSize, 0)";

    public static async Task<Report> RunAsync(BenchmarkOptions options)
    {
        await using var host = await ReleaseHost.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        var profile = Directory.CreateTempSubdirectory("delivery-bench-browser-");
        try
        {
            // A profile on disk, as people have: only with one does the browser keep compiled WebAssembly and scripts.
            await using var browser = await playwright.Chromium.LaunchPersistentContextAsync(profile.FullName, new()
            {
                ExecutablePath = Environment.GetEnvironmentVariable("DELIVERY_TEST_CHROMIUM") ?? "/usr/bin/chromium",
                Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
            });
            return await MeasureAsync(browser.Pages[0], host.Url, options);
        }
        finally
        {
            profile.Delete(recursive: true);
        }
    }

    private static async Task<Report> MeasureAsync(IPage page, Uri host, BenchmarkOptions options)
    {
        page.SetDefaultTimeout(Patience);
        var report = new Report("opening the order life cycle", "p50 ms", "max ms", "requests", "KB transferred");

        var first = await OpenFirstAsync(page, host);
        await AddAsync("nothing cached", [first]);
        var activities = await page.EvaluateAsync<int>(CountActivities);
        var (times, total) = (new List<double>(), Stopwatch.StartNew());
        while (times.Count < Fewest || total.Elapsed < options.Duration)
        {
            times.Add(await OpenAsync(page, host, activities));
        }

        times.Sort();
        await AddAsync("cached", times);
        report.Figures["openMs"] = Math.Round(times[times.Count / 2]);
        report.Figures["openMaxMs"] = Math.Round(times[^1]);
        report.Figures["firstOpenMs"] = Math.Round(first);
        return report;

        async Task AddAsync(string name, IReadOnlyList<double> sorted) => report.Add(
            name, sorted[sorted.Count / 2], sorted[^1], await page.EvaluateAsync<int>(CountRequests), await page.EvaluateAsync<long>(SumTransferred) / 1024);
    }

    /// <summary>With the click that signs in, and with nothing in any cache.</summary>
    private static async Task<double> OpenFirstAsync(IPage page, Uri host)
    {
        var time = Stopwatch.StartNew();
        await page.GotoAsync(new Uri(host, Editor).ToString());
        await page.ClickAsync("#as-analyst");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('.x6-node, .react-flow__node').length > 0");
        return time.Elapsed.TotalMilliseconds;
    }

    /// <summary>From somewhere else, as a person comes from a bookmark; signed in already.</summary>
    private static async Task<double> OpenAsync(IPage page, Uri host, int activities)
    {
        await page.GotoAsync(new Uri(host, "/studio/settings.json").ToString());
        var time = Stopwatch.StartNew();
        await page.GotoAsync(new Uri(host, Editor).ToString(), new() { WaitUntil = WaitUntilState.Commit });
        await page.WaitForFunctionAsync(AllAreDrawn, activities);
        return time.Elapsed.TotalMilliseconds;
    }
}
