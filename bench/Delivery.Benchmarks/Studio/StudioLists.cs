using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Delivery.Benchmarks.Postgres;
using Delivery.Benchmarks.Reporting;
using Delivery.Workflows;
using Delivery.Workflows.Runtime.Definitions;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Benchmarks.Studio;

/// <summary>What the Studio asks for all the time, beside a thousand versions of the order life cycle.</summary>
internal static class StudioLists
{
    private const string Model = "order-lifecycle";
    private const string Definitions = "/elsa/api/workflow-definitions";
    private const int Copies = 50;
    private const int VersionsOfEach = 20;

    public static async Task<Report> RunAsync(BenchmarkOptions options)
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var api = await StudioApi.StartAsync(postgres);
        await FillAsync(api);
        var report = new Report($"request beside {Copies * VersionsOfEach} versions", "p50 ms", "p95 ms", "KB");
        await MeasureAsync("list", Get($"{Definitions}?versionOptions=Latest&isSystem=false&page=0&pageSize=10&orderBy=Name"));
        await MeasureAsync("search", Get($"{Definitions}?versionOptions=Latest&isSystem=false&page=0&pageSize=10&searchTerm=copy-3"));
        await MeasureAsync("history", Get($"{Definitions}?versionOptions=AllVersions&definitionIds=copy-3&orderBy=Version&page=0&pageSize=10"));
        await MeasureAsync("all", Get($"{Definitions}?versionOptions=AllVersions"));
        await MeasureAsync("toolbox", Get("/elsa/api/descriptors/activities?refresh=true"));
        await MeasureAsync("open", Get($"{Definitions}/by-definition-id/{Model}?versionOptions=Latest"));
        var opened = (await api.Client.GetFromJsonAsync<JsonObject>($"{Definitions}/by-definition-id/{Model}?versionOptions=Latest"))!;
        opened.Remove("links");
        await MeasureAsync("save", number =>
        {
            opened["description"] = string.Create(CultureInfo.InvariantCulture, $"Change {number}");
            return api.Client.PostAsJsonAsync(Definitions, new JsonObject { ["model"] = opened.DeepClone(), ["publish"] = false });
        });
        return report;

        Func<int, Task<HttpResponseMessage>> Get(string path) => _ => api.Client.GetAsync(path);

        async Task MeasureAsync(string name, Func<int, Task<HttpResponseMessage>> ask)
        {
            var (p50, p95, bytes) = await TimeAsync(ask, options.Duration);
            report.Add(name, p50, p95, bytes / 1024);
            report.Figures[name] = Math.Round(p50, 1);
        }
    }

    private static async Task FillAsync(StudioApi api)
    {
        var definitions = api.Services.GetRequiredService<WorkflowDefinitions>();
        var model = (await definitions.FindAsync(Model, VersionSelector.Published, CancellationToken.None))!;
        for (var copy = 0; copy < Copies; copy++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"copy-{copy}");
            var document = WorkflowDefinition.Parse(model.Source).Document.DeepClone().AsObject();
            document["definitionId"] = id;
            document["name"] = $"Life cycle, {id}";
            document["id"] = $"{id}-v1";
            await definitions.SaveDraftAsync(WorkflowDefinition.From(document), CancellationToken.None);
            for (var version = 2; version <= VersionsOfEach; version++)
            {
                await definitions.RevertAsync(id, 1, expected: null, CancellationToken.None);
            }
        }
    }

    /// <summary>One after the other; the first second does not count.</summary>
    private static async Task<(double P50, double P95, long Bytes)> TimeAsync(Func<int, Task<HttpResponseMessage>> ask, TimeSpan duration)
    {
        var (times, bytes, number, total) = (new List<double>(), 0L, 0, Stopwatch.StartNew());
        while (total.Elapsed < TimeSpan.FromSeconds(1) + duration)
        {
            var time = Stopwatch.StartNew();
            using var response = await ask(number++);
            bytes = (await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()).LongLength;
            if (total.Elapsed > TimeSpan.FromSeconds(1))
            {
                times.Add(time.Elapsed.TotalMilliseconds);
            }
        }

        times.Sort();
        return (times[times.Count / 2], times[times.Count * 95 / 100], bytes);
    }
}
