using System.Text.Json;
using Microsoft.Playwright;

namespace Delivery.BrowserTests;

/// <summary>What a person sees who has just run the simulator: the board moves.</summary>
[Trait("Needs", "Server")]
public sealed class BoardSimulationTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const int Orders = 30;

    /// <summary>Writes down, order by order, the columns in which its card is seen.</summary>
    private const string WriteDownColumns = """
        window.seen = {};
        new MutationObserver(() => {
          for (const card of document.querySelectorAll('.order')) {
            const columns = window.seen[card.title] ??= [];
            const column = card.closest('.column').id.replace('column-', '');
            if (columns.at(-1) !== column) {
              columns.push(column);
            }
          }
        }).observe(document, { childList: true, subtree: true });
        """;

    /// <summary>The columns of an order that goes well; a quick order may leave some out.</summary>
    private static readonly string[] HappyPath =
        ["Placed", "Paid", "Offered", "Accepted", "Cooking", "Cooked", "RiderAssigned", "PickedUp", "HandedOver", "Completed"];

    [Fact]
    public async Task Board_OrdersArePlayed_CardsMoveThroughTheColumnsToTheirEnd()
    {
        await using var watched = await WatchedPage.OpenAsync(host.Url);
        var page = watched.Page;
        await page.EvaluateAsync(WriteDownColumns);
        await page.WaitForSelectorAsync("#connection.live");

        var simulation = host.SimulateAsync(Orders);
        await page.Locator(".column .order").Nth(7).WaitForAsync();
        await watched.TakePictureAsync("board-simulation");
        await simulation;

        // The stream may be a moment behind the simulator.
        await Assertions.Expect(page.Locator("#count-open")).ToHaveTextAsync("0");
        var seen = JsonSerializer.Deserialize<Dictionary<string, List<string>>>(await page.EvaluateAsync<string>("() => JSON.stringify(window.seen)"))!;
        seen.Count.ShouldBe(Orders, "every order has a card");
        seen.Values.ShouldAllBe(columns => columns.Last() == "Completed" || columns.Last() == "Cancelled");
        seen.Values.Where(IsWholeHappyPath).ShouldNotBeEmpty("the cards of orders that went well move from column to column");
        (await page.TextContentAsync("#count-completed")).ShouldBe($"{seen.Values.Count(columns => columns.Last() == "Completed")}");
        (await page.TextContentAsync("#count-cancelled")).ShouldBe($"{seen.Values.Count(columns => columns.Last() == "Cancelled")}");
        watched.Errors.ShouldBeEmpty();
        watched.Foreign.ShouldBeEmpty();
    }

    private static bool IsWholeHappyPath(List<string> columns)
    {
        var positions = columns.Select(column => Array.IndexOf(HappyPath, column)).ToList();
        return columns.Count >= 5 && columns[^1] == "Completed" && !positions.Contains(-1) && positions.SequenceEqual(positions.Order());
    }
}
