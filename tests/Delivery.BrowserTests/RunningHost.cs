using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Simulator.Hosting;

namespace Delivery.BrowserTests;

/// <summary>The real host as a process, on a fresh folder.</summary>
public sealed class RunningHost : IAsyncLifetime
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(180);
    private readonly string _directory = Directory.CreateTempSubdirectory("delivery-browser-").FullName;
    private readonly HttpClient _http = new();
    private Process? _process;
    private Task? _played;

    public Uri Url { get; } = FreeAddress.Take();

    private static string HostAssembly => Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Delivery.Host", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "Delivery.Host.dll"));

    public async ValueTask InitializeAsync()
    {
        var log = Path.Combine(_directory, "host.log");
        _process = Process.Start("sh",
        [
            "-c", "exec dotnet \"$@\" >\"$0\" 2>&1", log, HostAssembly, "--urls", Url.ToString(), "--data", Path.Combine(_directory, "data"), "--set", "Profile=demo",
        ]);
        using var patience = new CancellationTokenSource(StartDeadline);
        while (!await AnswersAsync("/health/ready") || !await AnswersAsync("/api/stores/sto_hanok/menu"))
        {
            if (_process.HasExited || patience.IsCancellationRequested)
            {
                throw new InvalidOperationException($"The host does not become ready:{Environment.NewLine}{await File.ReadAllTextAsync(log)}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _http.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Places an order whose card is declined or accepted by the sandbox.</summary>
    public async Task<string> PlaceOrderAsync(string card)
    {
        var token = await PostAsync("/identity/token", new { role = "customer" }, token: null);
        var order = new
        {
            storeId = "sto_hanok",
            currency = "KRW",
            items = new[] { new { itemId = "bibimbap", quantity = 1, unitPrice = 9000 } },
            deliveryAddress = new { text = "서울 강남구 테헤란로 1", regionId = "gangnam" },
            paymentToken = card,
        };
        var placed = await PostAsync("/api/orders", order, token.GetProperty("access_token").GetString());
        return placed.GetProperty("orderId").GetString()!;
    }

    /// <summary>Waits until an order has got this far.</summary>
    public async Task UntilAsync(string order, string status)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(StartDeadline);
        while ((await AskAsync("operator", HttpMethod.Get, $"/api/orders/{order}"))["status"]!.GetValue<string>() != status)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, patience.Token);
        }
    }

    /// <summary>Plays orders against the host; returns when all have ended and the books have been checked.</summary>
    public async Task SimulateAsync(int orders)
    {
        var log = Path.Combine(_directory, "simulation.log");
        using var simulation = Process.Start("sh",
        [
            "-c", "exec dotnet \"$@\" >\"$0\" 2>&1", log, HostAssembly, "simulate", "--url", Url.ToString(), "--orders", $"{orders}", "--concurrency", "8",
        ]);
        await simulation.WaitForExitAsync(TestContext.Current.CancellationToken);
        simulation.ExitCode.ShouldBe(0, await File.ReadAllTextAsync(log));
    }

    /// <summary>The same, once for all tests that only need orders to be there.</summary>
    public Task SimulateOnceAsync(int orders) => _played ??= SimulateAsync(orders);

    /// <summary>Asks the API as one of the demo's people.</summary>
    public async Task<JsonNode> AskAsync(string role, HttpMethod method, string path, JsonNode? body = null)
    {
        var token = await PostAsync("/identity/token", new { role }, token: null);
        using var request = new HttpRequestMessage(method, new Uri(Url, path)) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("access_token").GetString());
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.IsSuccessStatusCode.ShouldBeTrue($"{method} {path}: {(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    private async Task<JsonElement> PostAsync(string path, object body, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Url, path)) { Content = JsonContent.Create(body) };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    private async Task<bool> AnswersAsync(string path)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(Url, path));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
