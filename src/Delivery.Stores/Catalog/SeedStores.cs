using Delivery.Contracts.Stores;
using Delivery.Messaging.Persistence;
using Delivery.ServiceDefaults.Modules;
using Delivery.Stores.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Stores.Catalog;

/// <summary>The stores of the demo profile. One that is already there stays as its owner has made it.</summary>
internal sealed class SeedStores(Transactions<StoresDbContext> transactions) : IModuleSetup
{
    private const string Currency = "KRW";
    private const long DeliveryFee = 3000;

    public int Order => 10;

    public string Description => "seed stores";

    public static IReadOnlyList<StoreDraft> Drafts { get; } =
    [
        Draft("sto_hanok", "owner-1", "gangnam", "Hanok Bibimbap", "한옥비빔밥",
            Item("bibimbap", "Bibimbap", "비빔밥", 9000),
            Item("dolsot-bibimbap", "Stone-pot bibimbap", "돌솥비빔밥", 10500),
            Item("bulgogi", "Bulgogi", "불고기", 14000),
            Item("kimchi-jjigae", "Kimchi stew", "김치찌개", 8500),
            Item("haemul-pajeon", "Seafood pancake", "해물파전", 13000)),
        Draft("sto_seoulchicken", "owner-2", "gangnam", "Seoul Chicken", "서울치킨",
            Item("fried-chicken", "Fried chicken", "후라이드치킨", 19000),
            Item("yangnyeom-chicken", "Sweet and spicy chicken", "양념치킨", 20000),
            Item("soy-garlic-chicken", "Soy garlic chicken", "간장마늘치킨", 20500),
            Item("cheese-balls", "Cheese balls", "치즈볼", 6000),
            Item("cola", "Cola", "콜라", 2000)),
        Draft("sto_pizzaroma", "owner-3", "seocho", "Pizza Roma", "피자로마",
            Item("margherita", "Margherita pizza", "마르게리타 피자", 17000),
            Item("bulgogi-pizza", "Bulgogi pizza", "불고기 피자", 22000),
            Item("potato-pizza", "Potato pizza", "포테이토 피자", 21000),
            Item("carbonara", "Carbonara", "카르보나라", 14500),
            Item("garlic-bread", "Garlic bread", "마늘빵", 5000)),
        Draft("sto_noodlebar", "owner-4", "songpa", "The Noodle Office", "면사무소",
            Item("jajangmyeon", "Black bean noodles", "짜장면", 7000),
            Item("jjamppong", "Spicy seafood noodles", "짬뽕", 8500),
            Item("naengmyeon", "Cold noodles", "물냉면", 9500),
            Item("tangsuyuk", "Sweet and sour pork", "탕수육", 18000),
            Item("mandu", "Dumplings", "군만두", 5500)),
        Draft("sto_latenight", "owner-5", "songpa", "King of the Late Night", "야식왕",
            Item("jokbal", "Braised pig's feet", "족발", 32000),
            Item("bossam", "Boiled pork wraps", "보쌈", 34000),
            Item("tteokbokki", "Spicy rice cakes", "떡볶이", 6500),
            Item("sundae", "Korean blood sausage", "순대", 6000),
            Item("ramyeon", "Instant noodles", "라면", 4500)),
    ];

    public Task RunAsync(CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (transaction, token) =>
            {
                var known = await transaction.Db.Stores.AsNoTracking().Select(store => store.StoreId).ToListAsync(token);
                foreach (var draft in Drafts.ExceptBy(known, draft => draft.StoreId))
                {
                    var store = Store.Create(draft, transaction.Now);
                    transaction.Db.Stores.Add(store);
                    transaction.Publish(store.ToChanged());
                }
            },
            cancellationToken);

    private static StoreDraft Draft(
        string storeId, string ownerId, string regionId, string english, string korean, params MenuItem[] menu) =>
        new(storeId, ownerId, Name(english, korean), regionId, Currency, DeliveryFee, menu);

    private static MenuItem Item(string itemId, string english, string korean, long price) =>
        new(itemId, Name(english, korean), price, SoldOut: false);

    private static Dictionary<string, string> Name(string english, string korean) => new() { ["en"] = english, ["ko"] = korean };
}
